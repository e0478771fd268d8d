import { expect, test } from "vitest";
import { groupInvoices } from "./invoices.ts";
import { matchReturns } from "./match-returns.ts";
import type { RetailRow } from "./row.ts";

let line = 1;
function row(invoice: string, quantity: number, priceMinor: number, more: Partial<RetailRow> = {}) {
  line += 1;
  const base: RetailRow = {
    source: { file: "day.csv", line, raw: "" },
    invoice,
    kind: invoice.startsWith("C") ? "credit-note" : "order",
    code: "85123A",
    quantity,
    priceMinor,
    customerId: "cus_1",
    orderedOn: "2010-12-01",
    orderedAt: "08:00:00",
    description: "",
    country: "EIRE",
  };
  return { ...base, ...more };
}

function match(...rows: RetailRow[]) {
  const { returns, rejects, rows: matched } = matchReturns(groupInvoices(rows).invoices);
  const taken = returns.flatMap(({ creditNote, order, lines }) =>
    lines.map((each) => `${creditNote} ${order} ${each.quantity} x ${each.priceMinor}`),
  );
  return { taken, rows: matched, rejected: rejects.map(({ reason }) => reason) };
}

test("a credit note is matched with an earlier order of the same customer and code", () => {
  expect(match(row("1", 6, 255), row("C2", 4, 255))).toEqual({
    taken: ["C2 1 4 x 255"],
    rows: 1,
    rejected: [],
  });
});

test.each([
  ["another customer's order", row("1", 6, 255, { customerId: "cus_2" })],
  ["another code", row("1", 6, 255, { code: "POST" })],
  ["a later order", row("1", 6, 255, { orderedOn: "2010-12-02" })],
  ["fewer pieces than the credit note", row("1", 3, 255)],
])("%s is no match", (_, order) => {
  const result = match(order, row("C2", 4, 255));
  expect(result).toEqual({ taken: [], rows: 0, rejected: ["no-matching-order"] });
});

test("the nearest price is matched first, then the latest order, and the order's price is refunded", () => {
  const orders = [row("1", 5, 200), row("2", 5, 250), row("3", 5, 250), row("4", 5, 900)];
  expect(match(...orders, row("C5", 5, 255)).taken).toEqual(["C5 3 5 x 250"]);
});

test("one row may be matched with several orders, each in a separate return", () => {
  expect(match(row("1", 5, 250), row("2", 5, 250), row("C3", 8, 250))).toEqual({
    taken: ["C3 2 5 x 250", "C3 1 3 x 250"],
    rows: 1,
    rejected: [],
  });
});

test("all credit notes together never return more than was sold", () => {
  const result = match(row("1", 6, 255), row("C2", 4, 255), row("C3", 4, 255), row("C4", 2, 255));
  expect(result).toEqual({
    taken: ["C2 1 4 x 255", "C4 1 2 x 255"],
    rows: 2,
    rejected: ["no-matching-order"],
  });
});

test("rows of the same code and price are merged into one line of the return", () => {
  expect(match(row("1", 6, 255), row("C2", 1, 255), row("C2", 2, 255)).taken).toEqual([
    "C2 1 3 x 255",
  ]);
});

test("rows that differ from their invoice or exceed the API's limit are rejected", () => {
  const many = Array.from({ length: 2_001 }, () => row("2", 1, 100));
  const grouped = groupInvoices([
    row("1", 1, 100),
    row("1", 1, 100, { customerId: "cus_2" }),
    ...many,
  ]);
  expect(grouped.invoices.map(({ rows }) => rows.length)).toEqual([1, 2_000]);
  expect(grouped.rejects.map(({ reason }) => reason)).toEqual([
    "mixed-invoice",
    "invoice-too-long",
  ]);
});
