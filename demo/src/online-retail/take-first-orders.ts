import type { Invoice } from "./invoices.ts";

/**
 * The part of the data up to and with its `count`th order. What comes later, credit notes too, is left
 * out; since a credit note takes back earlier orders alone, nothing in the part lacks its other half.
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
