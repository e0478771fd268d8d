import { parseArgs } from "node:util";
import { expect, test } from "vitest";
import { ordersOptions, readOrdersOptions } from "./orders-options.ts";

const read = (...args: readonly string[]) =>
  readOrdersOptions(parseArgs({ args: [...args], options: ordersOptions, allowPositionals: true }));

const order = "ord_01JDZ8Q7M0000000000000000A";

test.each([
  [[], { find: "stuck", limit: 20 }],
  [["--failed", "--limit", "3"], { find: "failed", limit: 3 }],
  [["--recent"], { find: "recent", limit: 20 }],
  [[order], { orderId: order }],
])("%j asks for %j", (args, which) => {
  expect(read(...args)).toMatchObject({ which, stage: "local", json: false });
});

test.each([
  [["--stuck", "--recent"], 'not "--stuck --recent"'],
  [["--failed", order], `not "--failed ${order}"`],
  [["ord_1"], '"ord_1" is not an order\'s id'],
  [["--limit", "0"], "--limit takes a whole number from 1 to 100"],
  [["--state", ""], "--state needs the folder of a stage's state"],
  [["--limit", "101"], "--limit takes a whole number from 1 to 100"],
])("%j is wrong", (args, message) => {
  expect(() => read(...args)).toThrow(message);
});
