import { expect, test } from "vitest";
import { createConcurrency } from "./concurrency.ts";

const functions = [
  { name: "reserving", reservedConcurrency: 2 },
  { name: "closed", reservedConcurrency: 0 },
  { name: "one" },
  { name: "other" },
];

// https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
test.each([
  ["reserving", 2, "ReservedFunctionConcurrentInvocationLimitExceeded"],
  ["closed", 0, "ReservedFunctionConcurrentInvocationLimitExceeded"],
  ["one", 3, "ConcurrentInvocationLimitExceeded"],
])("%s may run %i times at once, then it is refused for %s", (functionName, times, reason) => {
  const concurrency = createConcurrency(functions, 5);
  for (let count = 0; count < times; count += 1) {
    expect(concurrency.enter(functionName)).toBeUndefined();
  }
  expect(concurrency.enter(functionName)).toBe(reason);
  expect(concurrency.of(functionName)).toBe(times);
});

test("functions without a reservation share the unreserved concurrency", () => {
  const concurrency = createConcurrency(functions, 5);
  for (const name of ["one", "other", "other"]) concurrency.enter(name);
  expect(concurrency.enter("one")).toBe("ConcurrentInvocationLimitExceeded");
  expect(concurrency.enter("reserving")).toBeUndefined();
  concurrency.leave("other");
  expect(concurrency.enter("one")).toBeUndefined();
  expect(concurrency.running()).toBe(4);
});

test("it is drained when the last invocation has ended", async () => {
  const concurrency = createConcurrency(functions, 5);
  await concurrency.drained();
  concurrency.enter("one");
  concurrency.enter("reserving");
  const order: string[] = [];
  const drained = concurrency.drained().then(() => order.push("drained"));
  concurrency.leave("one");
  await Promise.resolve();
  order.push("one runs");
  concurrency.leave("reserving");
  await drained;
  expect(order).toEqual(["one runs", "drained"]);
});
