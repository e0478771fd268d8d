import type { CustomerDataCall, CustomerErased } from "@stagecraft/contracts/customer-data";
import { customerDataRepository } from "@stagecraft/database/customer-data-repository";
import { isFinal } from "@stagecraft/domain/order-status";
import type { Dependencies } from "./dependencies.ts";

type EraseCall = Extract<CustomerDataCall, { call: "erase" }>;

/**
 * Erases a customer from Postgres in one transaction, and records the request under the pseudonym that replaces the customer. While
 * one of their orders is not final, nothing changes, because its events would name the customer again. Requests of the customer
 * wait meanwhile, and then find no orders.
 */
export async function eraseCustomer(
  { customerId, by, reason, deadLetters }: EraseCall,
  { database, now, randomUuid }: Pick<Dependencies, "database" | "now" | "randomUuid">,
): Promise<CustomerErased> {
  return database.transaction(async (db) => {
    const repository = customerDataRepository(db);
    const orders = await repository.lockOrders(customerId);
    const underWay = orders.filter(({ status }) => !isFinal(status)).map(({ id }) => id);
    if (underWay.length > 0) {
      return { outcome: "under-way", underWay };
    }
    const pseudonym = `erased-${randomUuid()}`;
    const rows = await repository.erase(customerId, pseudonym);
    const found = { ...rows, ...(deadLetters > 0 && { "dead letters": deadLetters }) };
    if (Object.keys(found).length > 0) {
      await repository.recordRequest({
        id: randomUuid(),
        kind: "erase",
        customerId: pseudonym,
        requestedBy: by,
        reason,
        requestedAt: now(),
        found,
      });
    }
    return { outcome: "erased", rows };
  });
}
