import type { Invoice } from "./invoices.ts";
import type { Reject } from "./reject.ts";
import type { RetailRow } from "./row.ts";

/** What one credit note takes back of one order. */
export type MatchedReturn = {
  readonly creditNote: string;
  readonly order: string;
  readonly customerId: string;
  readonly lines: readonly ReturnedLine[];
};

/** `priceMinor` is the price that the order was placed at, which is what is refunded. */
type ReturnedLine = {
  readonly code: string;
  readonly quantity: number;
  readonly priceMinor: number;
};

type SoldLine = {
  readonly order: string;
  readonly code: string;
  readonly priceMinor: number;
  remaining: number;
};

/**
 * Finds the orders that credit notes take back: by customer, code and what is not yet returned, the nearest
 * price first and of these the latest order. A row is matched whole, over several orders if need be, or
 * rejected; invoices must be in the order of time, because only earlier orders count.
 */
export function matchReturns(invoices: Iterable<Invoice>): {
  readonly returns: readonly MatchedReturn[];
  /** Rows that became returns. */
  readonly rows: number;
  readonly rejects: readonly Reject[];
} {
  const sold = new Map<string, SoldLine[]>();
  const returns: MatchedReturn[] = [];
  const rejects: Reject[] = [];
  let rows = 0;
  for (const invoice of invoices) {
    if (invoice.kind === "order") {
      for (const row of invoice.rows) rememberSold(sold, row);
      continue;
    }
    const taken = new Map<string, ReturnedLine[]>();
    for (const row of invoice.rows) {
      if (takeBack(sold.get(soldKey(row)) ?? [], row, taken)) rows += 1;
      else rejects.push({ source: row.source, reason: "no-matching-order" });
    }
    for (const [order, lines] of taken) {
      const { number: creditNote, customerId } = invoice;
      returns.push({ creditNote, order, customerId, lines: mergeLines(lines) });
    }
  }
  return { returns, rows, rejects };
}

const soldKey = ({ customerId, code }: RetailRow) => `${customerId} ${code}`;

function rememberSold(sold: Map<string, SoldLine[]>, row: RetailRow): void {
  const { invoice: order, code, priceMinor, quantity } = row;
  const lines = sold.get(soldKey(row)) ?? [];
  lines.unshift({ order, code, priceMinor, remaining: quantity });
  sold.set(soldKey(row), lines);
}

/** Takes the row's pieces off the sold lines and adds them to `taken` by order; all of them or none. */
function takeBack(lines: readonly SoldLine[], row: RetailRow, taken: Map<string, ReturnedLine[]>) {
  const left = lines.filter((line) => line.remaining > 0);
  if (left.reduce((pieces, line) => pieces + line.remaining, 0) < row.quantity) return false;
  const distance = (line: SoldLine) => Math.abs(line.priceMinor - row.priceMinor);
  left.sort((a, b) => distance(a) - distance(b));
  let wanted = row.quantity;
  for (const line of left) {
    const quantity = Math.min(wanted, line.remaining);
    if (quantity === 0) break;
    line.remaining -= quantity;
    wanted -= quantity;
    const { order, code, priceMinor } = line;
    taken.set(order, [...(taken.get(order) ?? []), { code, quantity, priceMinor }]);
  }
  return true;
}

function mergeLines(lines: readonly ReturnedLine[]): readonly ReturnedLine[] {
  const merged = new Map<string, ReturnedLine>();
  for (const line of lines) {
    const key = `${line.priceMinor} ${line.code}`;
    const quantity = line.quantity + (merged.get(key)?.quantity ?? 0);
    merged.set(key, { ...line, quantity });
  }
  return [...merged.values()];
}
