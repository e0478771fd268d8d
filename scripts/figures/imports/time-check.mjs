import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";

// Prints how many microseconds a warm check of an order takes, the least of five runs.
const { isOrder } = await import(pathToFileURL(process.argv[2]).href);

const order = {
  orderedOn: "2010-12-01",
  country: "United Kingdom",
  currency: "GBP",
  lines: Array.from({ length: 24 }, (_, index) => ({
    code: `8512${index}A`,
    quantity: index + 1,
    price: "2.55",
  })),
};

assert.equal(isOrder(order), true);
assert.equal(isOrder({ ...order, country: "" }), false);
assert.equal(isOrder({ ...order, lines: [{ ...order.lines[0], price: "2.555" }] }), false);

const checks = 20_000;
const runs = Array.from({ length: 5 }, () => {
  const startMs = performance.now();
  for (let index = 0; index < checks; index += 1) isOrder(order);
  return ((performance.now() - startMs) * 1000) / checks;
});
process.stdout.write(String(Math.min(...runs)));
