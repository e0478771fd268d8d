import type { CustomerFound } from "@stagecraft/contracts/customer-data";
import { customerDataRepository } from "@stagecraft/database/customer-data-repository";
import { isFinal } from "@stagecraft/domain/order-status";
import type { Dependencies } from "./dependencies.ts";
import { retainedData } from "./retained-data.ts";

/** A customer's data, what prevents its erasure, and what would be retained. */
export async function findCustomer(
  customerId: string,
  { database, dataLocations, now }: Dependencies,
): Promise<CustomerFound> {
  return database.run(async (db) => {
    const repository = customerDataRepository(db);
    const orders = await repository.orders(customerId);
    const { deadLetters, paymentWaits } = dataLocations;
    const at = now();
    return {
      at: at.toISOString(),
      rows: await repository.counts(customerId),
      orderIds: orders.map(({ id }) => id),
      underWay: orders.filter(({ status }) => !isFinal(status)).map(({ id }) => id),
      needAttention: orders
        .filter(({ status }) => status === "needs-attention")
        .map(({ id }) => id),
      retained: [
        ...retainedData(await repository.publications(customerId), { dataLocations, now: at }),
      ],
      locations: { deadLetters, paymentWaits },
    };
  });
}
