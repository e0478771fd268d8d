import { expect, test } from "vitest";
import { firstExecutionName, nextExecutionName } from "./next-execution-name.ts";

test("the number in a name is counted up", () => {
  expect(nextExecutionName("invoice-7")).toBe("invoice-7-again-1");
  expect(nextExecutionName("invoice-7-again-9")).toBe("invoice-7-again-10");
});

test("the first name is found again", () => {
  expect(firstExecutionName("invoice-7-again-10")).toBe("invoice-7");
  expect(firstExecutionName("invoice-7")).toBe("invoice-7");
});

test("a long name is cut to AWS's 80 characters and stays unique", () => {
  const [one, two] = ["a", "b"].map((end) => nextExecutionName(`${"x".repeat(79)}${end}`));
  expect(one).toHaveLength(80);
  expect(one).toMatch(/^x+-[0-9a-f]{12}-again-1$/);
  expect(one).not.toBe(two);
  expect(nextExecutionName(one ?? "")).toMatch(/-again-2$/);
});
