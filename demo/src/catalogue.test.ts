import { CatalogueRow, catalogueColumns } from "@stagecraft/contracts/catalogue-file";
import { expect, test } from "vitest";
import { catalogueOf } from "./catalogue.ts";
import type { RetailRow } from "./online-retail/row.ts";

const row = (code: string, quantity: number, priceMinor: number, description = ""): RetailRow => ({
  source: { file: "2010-12-01.csv", line: 2, raw: "" },
  invoice: "536365",
  kind: "order",
  customerId: "cus_1",
  country: "EIRE",
  orderedOn: "2010-12-01",
  orderedAt: "08:26:00",
  code,
  quantity,
  priceMinor,
  description,
});

const rows = [
  row("85123A", 6, 255),
  row("85123A", 2, 295, 'HEART, "WHITE"'),
  row("71053", 1, 339, "LANTERN"),
  row("POST", 1, 1800, "POSTAGE"),
];

test("each product has one row with its lowest and highest price and its first description", () => {
  const { csv, products } = catalogueOf(rows, 1);
  expect(products).toBe(2);
  expect(csv.split("\r\n")).toEqual([
    "code,description,price_min,price_max,on_hand",
    "71053,LANTERN,3.39,3.39,100",
    '85123A,"HEART, ""WHITE""",2.55,2.95,800',
    "",
  ]);
});

test("its rows are valid for the import", () => {
  const [, line = ""] = catalogueOf(rows, 1).csv.split("\r\n");
  const fields = Object.fromEntries(
    line.split(",").map((field, index) => [catalogueColumns[index], field]),
  );
  expect(CatalogueRow.parse(fields)).toMatchObject({
    code: "71053",
    priceMinMinor: 339,
    onHand: 100,
  });
});

test("the same seed makes the same products scarce, another seed others", () => {
  const many = Array.from({ length: 5000 }, (_, index) => row(String(10_000 + index), 10, 100));
  const [one, again, other] = [catalogueOf(many, 1), catalogueOf(many, 1), catalogueOf(many, 2)];
  expect(again.csv).toBe(one.csv);
  expect(other.csv).not.toBe(one.csv);
  expect(one.csv.match(/,5\r\n/g)?.length).toBeGreaterThan(0);
});
