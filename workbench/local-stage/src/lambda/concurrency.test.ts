import { describe, expect, test } from "vitest";
import { type Concurrency, createConcurrency } from "./concurrency.ts";

const functions = [
  { name: "reserving", reservedConcurrency: 2 },
  { name: "closed", reservedConcurrency: 0 },
  { name: "one" },
  { name: "other" },
];

function enter(concurrency: Concurrency, functionName: string) {
  expect(concurrency.refusal(functionName)).toBeUndefined();
  concurrency.enter(functionName);
}

// https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
test.each([
  ["reserving", 2, "ReservedFunctionConcurrentInvocationLimitExceeded"],
  ["closed", 0, "ReservedFunctionConcurrentInvocationLimitExceeded"],
  ["one", 3, "ConcurrentInvocationLimitExceeded"],
])("%s may run %i times at once, then it is refused for %s", (functionName, times, reason) => {
  const concurrency = createConcurrency(functions, 5);
  for (let count = 0; count < times; count += 1) enter(concurrency, functionName);
  expect(concurrency.refusal(functionName)).toBe(reason);
  expect(concurrency.of(functionName)).toBe(times);
});

test("functions without a reservation share the unreserved concurrency", () => {
  const concurrency = createConcurrency(functions, 5);
  for (const name of ["one", "other", "other"]) enter(concurrency, name);
  expect(concurrency.refusal("one")).toBe("ConcurrentInvocationLimitExceeded");
  enter(concurrency, "reserving");
  concurrency.leave("other");
  enter(concurrency, "one");
  expect(concurrency.executions("one").accountConcurrentExecutions).toBe(4);
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
    enter(concurrency, "reserving");
    expect(concurrency.refusal("reserving")).toBe(
      "ReservedFunctionConcurrentInvocationLimitExceeded",
    );
    for (let count = 0; count < 3; count += 1) enter(concurrency, "one");
    expect(concurrency.refusal("other")).toBe("ConcurrentInvocationLimitExceeded");
  });

  test.each([
    ["of a function without one", { one: 2 }, 0],
    ["of functions outside the program", {}, 2],
  ])("%s leave fewer to all without one", (_, ofFunctions, ofOthers) => {
    const concurrency = taking(ofFunctions, ofOthers);
    enter(concurrency, "other");
    expect(concurrency.refusal("other")).toBe("ConcurrentInvocationLimitExceeded");
    enter(concurrency, "reserving");
  });

  test("count as concurrent executions, and do not run", () => {
    const concurrency = taking({ one: 1, reserving: 1 }, 1);
    concurrency.enter("one");
    expect(concurrency.executions("one")).toEqual({
      concurrentExecutions: 2,
      accountConcurrentExecutions: 4,
    });
    expect(concurrency.of("one")).toBe(1);
  });
});
