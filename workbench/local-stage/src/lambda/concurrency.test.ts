import { describe, expect, test } from "vitest";
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

// https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
describe("executions that are taken", () => {
  const taking = (ofFunctions: { readonly [name: string]: number }, ofOthers = 0) =>
    createConcurrency(functions, 5, {
      of: (functionName) => ofFunctions[functionName] ?? 0,
      ofOthers: () => ofOthers,
    });

  test("of a function with reserved concurrency leave fewer to it, and as many to the others", () => {
    const concurrency = taking({ reserving: 1 });
    expect(concurrency.enter("reserving")).toBeUndefined();
    expect(concurrency.enter("reserving")).toBe(
      "ReservedFunctionConcurrentInvocationLimitExceeded",
    );
    for (let count = 0; count < 3; count += 1) expect(concurrency.enter("one")).toBeUndefined();
    expect(concurrency.enter("other")).toBe("ConcurrentInvocationLimitExceeded");
  });

  test.each([
    ["of a function without one", { one: 2 }, 0],
    ["of functions outside the program", {}, 2],
  ])("%s leave fewer to all without one", (_, ofFunctions, ofOthers) => {
    const concurrency = taking(ofFunctions, ofOthers);
    expect(concurrency.enter("other")).toBeUndefined();
    expect(concurrency.enter("other")).toBe("ConcurrentInvocationLimitExceeded");
    expect(concurrency.enter("reserving")).toBeUndefined();
  });

  test("count as concurrent executions, and do not run", async () => {
    const concurrency = taking({ one: 1, reserving: 1 }, 1);
    concurrency.enter("one");
    expect(concurrency.executions("one")).toEqual({
      concurrentExecutions: 2,
      accountConcurrentExecutions: 4,
    });
    expect([concurrency.of("one"), concurrency.running()]).toEqual([1, 1]);
    concurrency.leave("one");
    await concurrency.drained();
  });
});
