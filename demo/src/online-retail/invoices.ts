import type { Reject } from "./reject.ts";
import type { RetailRow } from "./row.ts";

/** An order or a credit note: all rows of one invoice number. */
export type Invoice = {
  readonly number: string;
  readonly kind: RetailRow["kind"];
  readonly customerId: string;
  readonly orderedOn: string;
  readonly orderedAt: string;
  readonly country: string;
  readonly rows: readonly RetailRow[];
};

/** The API's limit of lines per order. */
const maxLines = 2_000;

/**
 * Groups rows by invoice number and sorts the invoices by time; invoices of the same second keep their input order. A row whose
 * customer or country differs from the first row of its invoice is a reject.
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
    } else if (group.length === maxLines) {
      rejects.push({ source: row.source, reason: "invoice-too-long" });
    } else group.push(row);
  }
  const invoices = [...byNumber.values()].map(toInvoice);
  invoices.sort((a, b) => compare(a.orderedOn, b.orderedOn) || compare(a.orderedAt, b.orderedAt));
  return { invoices, rejects };
}

function toInvoice(rows: readonly RetailRow[]): Invoice {
  const [first] = rows;
  if (!first) throw new Error("An invoice must have rows.");
  const { invoice, kind, customerId, orderedOn, orderedAt, country } = first;
  return { number: invoice, kind, customerId, orderedOn, orderedAt, country, rows };
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));
