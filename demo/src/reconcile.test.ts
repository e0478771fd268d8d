import { expect, test } from "vitest";
import { printReconciliation } from "./print-reconciliation.ts";
import { reconcile } from "./reconcile.ts";
import type { Sent } from "./replay.ts";
import type { StoredFigures } from "./stored.ts";
import type { Totals } from "./totals.ts";

const sent = (reference: string, minor: number, replayed = false): Sent => ({
  reference,
  lines: 2,
  minor,
  outcome: { ok: true, id: reference, minor, replayed },
  retries: 0,
});

const stored: StoredFigures = {
  orders: 2,
  unfinished: 0,
  fulfilled: 1,
  outOfStock: 0,
  declined: 1,
  timedOut: 0,
  cancelled: 0,
  failed: 0,
  needsAttention: 0,
  fulfilledMinor: 100_000,
  orderLines: 4,
  ordersMinor: 123_456,
  orderLinesMinor: 123_456,
  returnedPieces: 3,
  returns: 1,
  returnsMinor: 765,
  returnLinesMinor: 765,
  returnLinesPieces: 3,
  unpublished: 0,
};

const totals: Totals = {
  chargedMinor: 100_000,
  projectedMinor: 100_000,
  projectedReturnsMinor: 765,
  imports: 1,
  cataloguePieces: 50,
  soldPieces: 20,
  onHandPieces: 30,
  reservedPieces: 0,
};

const balanced = {
  read: {
    rows: 9,
    orderRows: 5,
    returnRows: 1,
    leftOutRows: 0,
    rejects: { "write-off": 2, "zero-price": 1 },
  },
  sent: {
    orders: [sent("536365", 100_000), sent("536366", 23_456)],
    returns: [sent("C536379", 765)],
    cancellations: 1,
    skippedReturns: 0,
  },
  run: stored,
  state: stored,
  totals,
  deadLetters: { OrdersDlq: 0 },
};

test("it balances when every row, order, return and penny is accounted for", () => {
  const result = reconcile(balanced);
  expect(result.differences).toEqual([]);
  expect(result.balances).toBe(true);
});

test("a repeated replay balances too", () => {
  const orders = [sent("536365", 100_000, true), sent("536366", 23_456, true)];
  expect(reconcile({ ...balanced, sent: { ...balanced.sent, orders } }).balances).toBe(true);
});

const refused: Sent = {
  ...sent("536365", 100_000),
  outcome: { ok: false, status: 500, detail: "x" },
};

test.each<[string, Parameters<typeof reconcile>[0], string]>([
  ["a lost row", { ...balanced, read: { ...balanced.read, rows: 10 } }, "rows read: accounted for"],
  [
    "a refused order",
    { ...balanced, sent: { ...balanced.sent, orders: [refused, sent("536366", 23_456)] } },
    "this run: orders: accepted",
  ],
  [
    "an order without a final state",
    { ...balanced, run: { ...stored, unfinished: 1 } },
    "this run: orders: in a final state",
  ],
  [
    "an order that needs attention",
    { ...balanced, state: { ...stored, needsAttention: 1 } },
    "all stored data: needs attention",
  ],
  [
    "an extra charge",
    { ...balanced, totals: { ...totals, chargedMinor: 100_001 } },
    "totals: charged and not refunded",
  ],
  [
    "a sale that is missing in the projection",
    { ...balanced, totals: { ...totals, projectedMinor: 0 } },
    "totals: sales in the projection",
  ],
  [
    "a piece that was sold twice",
    { ...balanced, totals: { ...totals, onHandPieces: 31 } },
    "totals: pieces on hand",
  ],
  [
    "a missing penny",
    { ...balanced, run: { ...stored, ordersMinor: 123_455 } },
    "this run: orders: money stored",
  ],
  [
    "a missing line",
    { ...balanced, run: { ...stored, orderLines: 3 } },
    "this run: orders: lines stored",
  ],
  [
    "a missing return",
    { ...balanced, run: { ...stored, returns: 0 } },
    "this run: returns: stored",
  ],
  [
    "a wrong refund",
    { ...balanced, run: { ...stored, returnsMinor: 766 } },
    "this run: returns: refund stored",
  ],
  [
    "a return that is missing in its order",
    { ...balanced, state: { ...stored, returnedPieces: 2 } },
    "all stored data: pieces of return lines",
  ],
  [
    "an unpublished event",
    { ...balanced, state: { ...stored, unpublished: 1 } },
    "all stored data: outbox rows unpublished",
  ],
  [
    "a dead-letter message",
    { ...balanced, deadLetters: { OrdersDlq: 1 } },
    "dead-letter messages: OrdersDlq",
  ],
])("%s is a difference", (_, input, what) => {
  const result = reconcile(input);
  expect(result.balances).toBe(false);
  expect(result.differences.map((difference) => difference.what)).toContain(what);
});

test("it is printed as a table with a verdict", () => {
  const good = printReconciliation(reconcile(balanced));
  expect(good).toMatch(/^rows read\n {2}in orders {2,}5\n/);
  expect(good).toMatch(/ {2}accounted for +9 {2}ok\n/);
  expect(good).toMatch(/ {2}money stored +£1,234\.56 {2}ok\n/);
  expect(good.endsWith("It balances.\n")).toBe(true);

  const run = { ...stored, ordersMinor: 123_455 };
  const bad = printReconciliation(reconcile({ ...balanced, run }));
  expect(bad).toMatch(/money stored +£1,234\.55 {2}DIFFERS, expected £1,234\.56\n/);
  expect(bad).toContain("It does not balance: this run: orders: money stored");
});
