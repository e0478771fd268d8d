import { CustomerPage, type RowCursor } from "@stagecraft/contracts/customer-data";
import { callFunction } from "./call-function.ts";
import type { OperatorClients } from "./operator-clients.ts";
import type { OperatorOptions } from "./operator-options.ts";
import { searchCustomer } from "./search-customer.ts";

type Rows = { readonly [table: string]: readonly unknown[] };

/** A customer's data as one document. `retained`: the locations that may have more, and why it is not in the document. */
export async function exportCustomer(
  clients: OperatorClients,
  options: OperatorOptions,
  by: string,
): Promise<object> {
  const { found, deadLetters, paymentWaits, retained } = await searchCustomer(clients, options, {
    deleteDeadLetters: false,
  });
  const { customerId } = options;
  const database = await readRows(clients, options, by);
  return { customerId, at: found.at, database, paymentWaits, deadLetters, retained };
}

async function readRows(
  { lambda }: OperatorClients,
  { customerId, stage, reason }: OperatorOptions,
  by: string,
): Promise<Rows> {
  const database: Record<string, unknown[]> = {};
  let from: RowCursor | undefined;
  do {
    const call = { call: "export", customerId, by, reason, ...(from && { from }) } as const;
    const page = await callFunction(lambda, stage, call, CustomerPage);
    for (const { table, row } of page.rows) {
      database[table] ??= [];
      database[table].push(row);
    }
    from = page.next ?? undefined;
  } while (from);
  return database;
}
