import type { CustomerDataCall, CustomerErased } from "@stagecraft/contracts/customer-data";
import { customerDataRepository } from "@stagecraft/database/customer-data-repository";
import { isFinal } from "@stagecraft/domain/order-status";
import type { Dependencies } from "./dependencies.ts";

type EraseCall = Extract<CustomerDataCall, { call: "erase" }>;

/**
 * Takes a customer out of Postgres, wholly or not at all, and leaves word of it under the pseudonym that takes their place.
 * While an order of theirs is under way nothing is changed: its events would go on telling of them. What they do meanwhile
 * waits, and then finds no order of theirs.
 */
export async function eraseCustomer(
  { customerId, by, reason, deadLetters }: EraseCall,
  { database, now, randomUuid }: Pick<Dependencies, "database" | "now" | "randomUuid">,
): Promise<CustomerErased> {
  const { erased } = await database.transaction(async (db) => {
    const repository = customerDataRepository(db);
    const orders = await repository.lockOrders(customerId);
    const underWay = orders.filter(({ status }) => !isFinal(status)).map(({ id }) => id);
    if (underWay.length > 0) {
      return { ok: false, erased: { outcome: "under-way", underWay } as const };
    }
    const pseudonym = `erased-${randomUuid()}`;
    const rows = await repository.erase(customerId, pseudonym);
    const found = { ...rows, ...(deadLetters > 0 && { "dead letters": deadLetters }) };
    if (Object.keys(found).length > 0) {
      await repository.note({
        id: randomUuid(),
        kind: "erase",
        customerId: pseudonym,
        requestedBy: by,
        reason,
        requestedAt: now(),
        found,
      });
    }
    return { ok: true, erased: { outcome: "erased", rows } as const };
  });
  return erased;
}
