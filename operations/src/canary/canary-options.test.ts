import { parseArgs } from "node:util";
import { expect, test } from "vitest";
import { canaryOptions, readCanaryOptions } from "./canary-options.ts";

const read = (...args: readonly string[]) =>
  readCanaryOptions(parseArgs({ args: [...args], options: canaryOptions, allowPositionals: true }));

test("without words it releases in two steps of ten minutes", () => {
  expect(read("--stage", "prod")).toEqual({
    stage: "prod",
    action: "release",
    stepsPercent: [10, 50],
    watchMs: 600_000,
    failedPercent: 1,
    again: false,
  });
});

test.each([
  ["status", { action: "status" }],
  ["rollback", { action: "rollback" }],
  ["--steps=5, 25,50", { stepsPercent: [5, 25, 50] }],
  ["--watch-minutes=0", { watchMs: 0 }],
])("%s is read", (argument, expected) => {
  expect(read(argument)).toMatchObject(expected);
});

test("a rollback may name one function", () => {
  expect(read("rollback", "OrdersApi")).toMatchObject({
    action: "rollback",
    functionName: "OrdersApi",
  });
});

test.each([
  [["roll-back"], /Say status, rollback, .* not "roll-back"/],
  [["status", "rollback"], /not "status rollback"/],
  [["rollback", "OrdersApi", "PaymentWebhook"], /not "rollback OrdersApi PaymentWebhook"/],
  [["--steps=50,10"], /rising shares/],
  [["--steps=10,10"], /rising shares/],
  [["--steps=0"], /--steps takes a whole number from 1 to 99/],
  [["--steps=100"], /--steps takes a whole number from 1 to 99/],
  [["--steps="], /--steps/],
  [["--watch-minutes=-1"], /--watch-minutes/],
])("%s is refused by name", (args, message) => {
  expect(() => read(...args)).toThrow(message);
});
