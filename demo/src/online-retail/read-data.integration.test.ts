import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PlaceOrder } from "@stagecraft/contracts/place-order";
import { ReturnOrder } from "@stagecraft/contracts/return-order";
import { afterAll, beforeAll, expect, test } from "vitest";
import { planReplay } from "../plan-replay.ts";
import { readData } from "./read-data.ts";
import { readRows } from "./read-rows.ts";

const header = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country";
const realDays = join(import.meta.dirname, "../../data/online-retail");
let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "read-data-"));
});
afterAll(() => rm(directory, { recursive: true }));

test("the four days have 425 orders, 43 credit notes and 45 invoices of write-offs", async () => {
  const data = await readData(realDays);
  expect(data.rows).toBe(10_144);
  expect(data.numbers).toEqual({ orders: 425, creditNotes: 43, rejected: 45 });
});

test("each row of the four days is in an order, in a return or rejected", async () => {
  const { read, orders, returns } = planReplay(await readData(realDays));
  expect(read).toEqual({
    rows: 10_144,
    orderRows: 9_998,
    returnRows: 10,
    leftOutRows: 0,
    rejects: { "zero-price": 16, "write-off": 30, "no-matching-order": 90 },
  });
  expect(orders.reduce((lines, order) => lines + order.body.lines.length, 0)).toBe(9_998);
  for (const order of orders) expect(PlaceOrder.safeParse(order.body).success).toBe(true);
  for (const one of returns) expect(ReturnOrder.safeParse(one.body).success).toBe(true);
});

test("a smaller count takes the first orders, a larger one repeats orders, and the rows add up", async () => {
  const data = await readData(realDays);
  for (const count of [1, 100, 425, 1_000]) {
    const { orders, read } = planReplay(data, count);
    expect(orders).toHaveLength(count);
    expect(new Set(orders.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(count);
    const rejected = Object.values(read.rejects).reduce((sum, rows) => sum + rows, 0);
    expect(read.orderRows + read.returnRows + read.leftOutRows + rejected).toBe(read.rows);
  }
});

test("a folder without data is named in the error", async () => {
  await expect(readData(directory)).rejects.toThrow(directory);
});

/** A pseudo-random generator with a seed, so that a failure can be reproduced. */
function random(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const pieces = {
  invoice: ["536365", "536366", "C536367", "A563185", "", "X1", "536368"],
  code: ["85123A", "post", " 22633 ", "BANK CHARGES", "gift_0001_80", "", "é", "x".repeat(40)],
  description: [
    "",
    "LANTERN",
    '"A, B"',
    '"SAY ""HI"""',
    '5" PLATE',
    '"OPEN',
    "£1 CARD",
    '"TWO\nLINES"',
  ],
  quantity: ["6", "-1", "-6", "0", "80995", "-80995", "1.5", "", "6.0", "many"],
  date: ["2010-12-01 08:26:00", "2011-02-30 10:00:00", "2011-03-27 01:30:00", "", "1/12/2010"],
  price: ["2.55", "0.0", "0.001", "-11062.06", "13541.33", "2.550", "", "1e3", "99999999"],
  customer: ["17850.0", "", "12583", "nobody"],
  country: ["United Kingdom", "", "EIRE"],
};

test("no row is lost, whatever the rows contain", async () => {
  let returnRows = 0;
  for (const seed of [1, 2, 3, 4, 5, 6]) {
    const next = random(seed);
    // Mostly the first text of each column, which is valid.
    const one = (texts: readonly string[]) => texts[next(4) === 0 ? next(texts.length) : 0] ?? "";
    const rows = Array.from({ length: 500 }, () => {
      if (next(50) === 0) return "536365,too,few";
      return Object.values(pieces).map(one).join(",");
    });
    const eol = seed % 2 ? "\n" : "\r\n";
    const bytes = Buffer.from(`${header}${eol}${rows.join(eol)}`, seed % 3 ? "utf8" : "latin1");
    const path = join(directory, "day.csv");
    await writeFile(path, bytes);

    const raw: string[] = [];
    for await (const { source } of readRows(path)) raw.push(source.raw);
    expect(raw.join("\n")).toBe(rows.join("\n"));

    const { read, orders } = planReplay(await readData(directory));
    const rejected = Object.values(read.rejects).reduce((sum, count) => sum + count, 0);
    expect(read.rows).toBe(raw.length);
    expect(read.orderRows + read.returnRows + rejected).toBe(read.rows);
    expect(read.orderRows).toBeGreaterThan(0);
    returnRows += read.returnRows;
    for (const order of orders) expect(PlaceOrder.safeParse(order.body).success).toBe(true);
  }
  expect(returnRows).toBeGreaterThan(0);
});

test("an invoice with 1,114 lines and a quantity of 80,995 is one order", async () => {
  const row = (quantity: number) =>
    `581492,85123A,LANTERN,${quantity},2011-12-09 10:03:00,2.46,,United Kingdom`;
  const rows = [row(80_995), ...Array.from({ length: 1_113 }, () => row(1))];
  const header =
    "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country";
  await writeFile(join(directory, "day.csv"), [header, ...rows].join("\n"));
  const { orders, read } = planReplay(await readData(directory));
  expect(orders).toHaveLength(1);
  expect(orders[0]?.customerId).toBe("cus_walkin");
  expect(PlaceOrder.parse(orders[0]?.body).lines).toHaveLength(1_114);
  expect(read.orderRows).toBe(1_114);
});
