import { expect, test } from "vitest";
import type { RawRow } from "./read-rows.ts";
import { readRow } from "./row.ts";

const fields: RawRow["fields"] = {
  InvoiceNo: "536365",
  StockCode: "85123A",
  Description: "LANTERN",
  Quantity: "6",
  InvoiceDate: "2010-12-01 08:26:00",
  UnitPrice: "2.55",
  CustomerID: "17850.0",
  Country: "United Kingdom",
};
const source = { file: "2010-12-01.csv", line: 2, raw: "" };
const read = (changes: Partial<RawRow["fields"]>) =>
  readRow({ source, fields: { ...fields, ...changes } });

test("a row is parsed into exact values", () => {
  expect(read({})).toEqual({
    ok: true,
    row: {
      source,
      invoice: "536365",
      kind: "order",
      code: "85123A",
      quantity: 6,
      priceMinor: 255,
      customerId: "cus_17850",
      orderedOn: "2010-12-01",
      orderedAt: "08:26:00",
      description: "LANTERN",
      country: "United Kingdom",
    },
  });
});

test.each<[Partial<RawRow["fields"]>, object]>([
  [{ StockCode: " 15056bl " }, { code: "15056BL" }],
  [{ StockCode: "BANK CHARGES" }, { code: "BANK CHARGES" }],
  [{ CustomerID: "" }, { customerId: "cus_walkin" }],
  [{ CustomerID: "12583" }, { customerId: "cus_12583" }],
  [{ UnitPrice: "2.550" }, { priceMinor: 255 }],
  [{ UnitPrice: "2.0" }, { priceMinor: 200 }],
  [{ UnitPrice: "100" }, { priceMinor: 10_000 }],
  [{ UnitPrice: "13541.33" }, { priceMinor: 1_354_133 }],
  [{ Quantity: "80995" }, { quantity: 80_995 }],
  [
    { InvoiceNo: "C536379", Quantity: "-1" },
    { kind: "credit-note", quantity: 1 },
  ],
  [{ InvoiceNo: "c536379", Quantity: "-1" }, { invoice: "C536379" }],
  [{ InvoiceDate: "2011-06-30 23:59:00" }, { orderedOn: "2011-06-30", orderedAt: "23:59:00" }],
  [{ Description: "" }, { code: "85123A" }],
])("%o is read as %o", (changes, expected) => {
  expect(read(changes)).toMatchObject({ ok: true, row: expected });
});

test.each<[Partial<RawRow["fields"]>, string]>([
  [{ InvoiceNo: "A563185", UnitPrice: "-11062.06" }, "adjustment"],
  [{ InvoiceNo: "" }, "bad-invoice"],
  [{ InvoiceNo: "536365X" }, "bad-invoice"],
  [{ Quantity: "0" }, "bad-quantity"],
  [{ Quantity: "1.5" }, "bad-quantity"],
  [{ Quantity: "" }, "bad-quantity"],
  [{ Quantity: "-6" }, "bad-quantity"],
  [{ Quantity: "100001" }, "bad-quantity"],
  [{ InvoiceNo: "C536379", Quantity: "6" }, "bad-quantity"],
  [{ UnitPrice: "0.001" }, "bad-price"],
  [{ UnitPrice: "2.555" }, "bad-price"],
  [{ UnitPrice: "-2.55" }, "bad-price"],
  [{ UnitPrice: "" }, "bad-price"],
  [{ UnitPrice: "1e3" }, "bad-price"],
  [{ UnitPrice: "1000000.01" }, "bad-price"],
  [{ Quantity: "-6", UnitPrice: "0.0", CustomerID: "" }, "write-off"],
  [{ UnitPrice: "0.0" }, "zero-price"],
  [{ InvoiceNo: "C536379", Quantity: "-6", UnitPrice: "0" }, "zero-price"],
  [{ InvoiceDate: "2011-02-29 10:00:00" }, "bad-date"],
  [{ InvoiceDate: "1/12/2010 8:26" }, "bad-date"],
  [{ InvoiceDate: "2010-12-01 25:00:00" }, "bad-date"],
  [{ StockCode: "" }, "bad-code"],
  [{ StockCode: "É" }, "bad-code"],
  [{ CustomerID: "nobody" }, "bad-customer"],
  [{ Country: " " }, "bad-country"],
])("%o is rejected as %s", (changes, reason) => {
  expect(read(changes)).toEqual({ ok: false, reason });
});
