import type { Invoice } from "./invoices.ts";
import type { Reject } from "./reject.ts";
import type { RetailRow } from "./row.ts";

/** The return of one order by one credit note. */
export type MatchedReturn = {
  readonly creditNote: string;
  readonly order: string;
  readonly customerId: string;
  readonly lines: readonly ReturnedLine[];
};

/** `priceMinor` is the order's price, which is refunded. */
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
 * Matches credit notes with earlier orders by customer and code, among the pieces that are not yet returned. The nearest price is
 * matched first, then the latest order. A row is matched completely, with several orders if necessary, or rejected. The invoices
 * must be sorted by time.
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
      for (const row of invoice.rows) addSold(sold, row);
      continue;
    }
    const returned = new Map<string, ReturnedLine[]>();
    for (const row of invoice.rows) {
      if (returnPieces(sold.get(soldKey(row)) ?? [], row, returned)) rows += 1;
      else rejects.push({ source: row.source, reason: "no-matching-order" });
    }
    for (const [order, lines] of returned) {
      const { number: creditNote, customerId } = invoice;
      returns.push({ creditNote, order, customerId, lines: mergeLines(lines) });
    }
  }
  return { returns, rows, rejects };
}

const soldKey = ({ customerId, code }: RetailRow) => `${customerId} ${code}`;

function addSold(sold: Map<string, SoldLine[]>, row: RetailRow): void {
  const { invoice: order, code, priceMinor, quantity } = row;
  const lines = sold.get(soldKey(row)) ?? [];
  lines.unshift({ order, code, priceMinor, remaining: quantity });
  sold.set(soldKey(row), lines);
}

/** Moves the row's pieces from the sold lines to `returned`, by order: all of them or none. */
function returnPieces(
  lines: readonly SoldLine[],
  row: RetailRow,
  returned: Map<string, ReturnedLine[]>,
) {
  const available = lines.filter((line) => line.remaining > 0);
  if (available.reduce((pieces, line) => pieces + line.remaining, 0) < row.quantity) return false;
  const distance = (line: SoldLine) => Math.abs(line.priceMinor - row.priceMinor);
  available.sort((a, b) => distance(a) - distance(b));
  let missing = row.quantity;
  for (const line of available) {
    const quantity = Math.min(missing, line.remaining);
    if (quantity === 0) break;
    line.remaining -= quantity;
    missing -= quantity;
    const { order, code, priceMinor } = line;
    returned.set(order, [...(returned.get(order) ?? []), { code, quantity, priceMinor }]);
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
