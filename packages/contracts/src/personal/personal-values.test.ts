import { expect, test } from "vitest";
import { CustomerPage } from "../customer-data.ts";
import { OrderList } from "../order-list.ts";
import { PlaceOrder } from "../place-order.ts";
import { personalValues } from "./personal-values.ts";

test.each([
  ["a body", PlaceOrder, { reference: "for Jane", country: "France" }, ["for Jane"]],
  ["a list", OrderList, { orders: [{ customerId: "cus_1", reference: null }] }, ["cus_1"]],
  ["a field of any form", CustomerPage, { rows: [{ table: "t", row: { a: ["x"], b: 1 } }] }, ["x"]],
  ["a value of another form", PlaceOrder, "for Jane", []],
])("the personal texts of %s are found", (_what, schema, value, texts) => {
  expect(personalValues(schema, value)).toEqual(texts);
});
