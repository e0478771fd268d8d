import { expect, test } from "vitest";
import { PlaceOrder } from "./place-order.ts";

const line = { code: "85123A", quantity: 6, price: "2.55" };
const order = {
  orderedOn: "2010-12-01",
  country: "United Kingdom",
  currency: "GBP",
  reference: "536365",
  lines: [line],
};

test("a valid order is accepted, and its codes are trimmed", () => {
  const parsed = PlaceOrder.parse({ ...order, lines: [{ ...line, code: " 85123A " }] });
  expect(parsed).toEqual(order);
});

test.each([
  ["an unknown field", { ...order, note: "x" }, ""],
  ["a day that does not exist", { ...order, orderedOn: "2010-02-30" }, "orderedOn"],
  ["a day in the year 0", { ...order, orderedOn: "0000-12-01" }, "orderedOn"],
  ["a country with a NUL", { ...order, country: "a\u0000b" }, "country"],
  ["a country with a line break", { ...order, country: "United\nKingdom" }, "country"],
  ["a day in the year 9999", { ...order, orderedOn: "9999-12-31" }, "orderedOn"],
  ["half a character", { ...order, reference: "\ud83d" }, "reference"],
  ["an unknown currency", { ...order, currency: "XXX" }, "currency"],
  ["no line", { ...order, lines: [] }, "lines"],
  ["a lower case code", { ...order, lines: [{ ...line, code: "85123a" }] }, "lines.0.code"],
  ["a quantity of 0", { ...order, lines: [line, { ...line, quantity: 0 }] }, "lines.1.quantity"],
  ["half a piece", { ...order, lines: [{ ...line, quantity: 0.5 }] }, "lines.0.quantity"],
  ["a number as price", { ...order, lines: [{ ...line, price: 2.55 }] }, "lines.0.price"],
  ["a price of 0", { ...order, lines: [{ ...line, price: "0.00" }] }, "lines.0.price"],
  ["a third decimal", { ...order, lines: [{ ...line, price: "2.555" }] }, "lines.0.price"],
  ["too high a price", { ...order, lines: [{ ...line, price: "1000000.01" }] }, "lines.0.price"],
])("%s is refused with its path", (_, input, path) => {
  const { error } = PlaceOrder.safeParse(input);
  expect(error?.issues.map((issue) => issue.path.join("."))).toEqual([path]);
});

test("text may be in any script", () => {
  const written = { ...order, country: "Côte d’Ivoire", reference: "Nr. 7\t☃ 𝄞" };
  expect(PlaceOrder.safeParse(written).success).toBe(true);
});

test("the highest price is accepted", () => {
  const highest = { ...order, lines: [{ ...line, price: "1000000.00" }] };
  expect(PlaceOrder.safeParse(highest).success).toBe(true);
});
