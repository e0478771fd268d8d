import type { CustomerDataCall, CustomerPage } from "@stagecraft/contracts/customer-data";
import { customerDataRepository } from "@stagecraft/database/customer-data-repository";
import type { Dependencies } from "./dependencies.ts";

type ExportCall = Extract<CustomerDataCall, { call: "export" }>;

/** A page of a customer's rows in Postgres. The first page records the request. */
export async function exportCustomer(
  { customerId, by, reason, from }: ExportCall,
  { database, now, randomUuid }: Pick<Dependencies, "database" | "now" | "randomUuid">,
): Promise<CustomerPage> {
  return database.run(async (db) => {
    const repository = customerDataRepository(db);
    const found = from ? {} : await repository.counts(customerId);
    if (Object.keys(found).length > 0) {
      await repository.recordRequest({
        id: randomUuid(),
        kind: "export",
        customerId,
        requestedBy: by,
        reason,
        found,
        requestedAt: now(),
      });
    }
    return repository.page(customerId, from);
  });
}
