import type { Invoice } from "./invoices.ts";

/**
 * Returns the invoices before order number `count + 1`. Later credit notes are left out too; this is consistent, because a credit
 * note refers only to earlier orders.
 */
export function takeFirstOrders(
  invoices: readonly Invoice[],
  count: number,
): { readonly invoices: readonly Invoice[]; readonly leftOutRows: number } {
  let orders = 0;
  const end = invoices.findIndex(({ kind }) => kind === "order" && ++orders > count);
  if (end < 0) return { invoices, leftOutRows: 0 };
  const leftOutRows = invoices.slice(end).reduce((rows, invoice) => rows + invoice.rows.length, 0);
  return { invoices: invoices.slice(0, end), leftOutRows };
}
