import type { CustomerFound } from "@stagecraft/contracts/customer-data";
import { customerDataRepository } from "@stagecraft/database/customer-data-repository";
import { isFinal } from "@stagecraft/domain/order-status";
import type { Dependencies } from "./dependencies.ts";
import { keptPlaces } from "./kept-places.ts";

/** What is known of a customer, what stands in the way of erasing them, and what would stay. */
export async function findCustomer(
  customerId: string,
  { database, elsewhere, now }: Dependencies,
): Promise<CustomerFound> {
  return database.run(async (db) => {
    const repository = customerDataRepository(db);
    const orders = await repository.orders(customerId);
    const { deadLetters, paymentWaits } = elsewhere;
    const at = now();
    return {
      at: at.toISOString(),
      rows: await repository.counts(customerId),
      orderIds: orders.map(({ id }) => id),
      underWay: orders.filter(({ status }) => !isFinal(status)).map(({ id }) => id),
      needAttention: orders
        .filter(({ status }) => status === "needs-attention")
        .map(({ id }) => id),
      kept: [...keptPlaces(await repository.publications(customerId), { elsewhere, now: at })],
      places: { deadLetters, paymentWaits },
    };
  });
}
