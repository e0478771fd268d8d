import type { Reject } from "./reject.ts";
import type { RetailRow } from "./row.ts";

/** An order or a credit note: the rows of one number, for one customer on one day. */
export type Invoice = {
  readonly number: string;
  readonly kind: RetailRow["kind"];
  readonly customerId: string;
  readonly orderedOn: string;
  readonly orderedAt: string;
  readonly country: string;
  readonly rows: readonly RetailRow[];
};

/** The API takes so many lines in one order. */
const mostLines = 2_000;

/**
 * Groups rows by invoice number, in the order of time; invoices of the same second stay in the order they
 * were read. A row that disagrees with its invoice's first on customer or country is a reject.
 */
export function groupInvoices(rows: Iterable<RetailRow>): {
  readonly invoices: readonly Invoice[];
  readonly rejects: readonly Reject[];
} {
  const byNumber = new Map<string, RetailRow[]>();
  const rejects: Reject[] = [];
  for (const row of rows) {
    const group = byNumber.get(row.invoice);
    const first = group?.[0];
    if (!group || !first) byNumber.set(row.invoice, [row]);
    else if (row.customerId !== first.customerId || row.country !== first.country) {
      rejects.push({ source: row.source, reason: "mixed-invoice" });
    } else if (group.length === mostLines) {
      rejects.push({ source: row.source, reason: "invoice-too-long" });
    } else group.push(row);
  }
  const invoices = [...byNumber.values()].map(toInvoice);
  invoices.sort((a, b) => compare(a.orderedOn, b.orderedOn) || compare(a.orderedAt, b.orderedAt));
  return { invoices, rejects };
}

function toInvoice(rows: readonly RetailRow[]): Invoice {
  const [first] = rows;
  if (!first) throw new Error("An invoice without rows cannot come from grouping rows.");
  const { invoice, kind, customerId, orderedOn, orderedAt, country } = first;
  return { number: invoice, kind, customerId, orderedOn, orderedAt, country, rows };
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));
