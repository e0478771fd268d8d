import { expect, test } from "vitest";
import { differences, shownDifference } from "./differences.ts";

test("only the innermost differences are named", () => {
  const planned = { a: 1, b: { c: [1, 2], d: "x" } };
  const deployed = { a: 1, b: { c: [1, 3, 4], e: null } };
  expect(differences(planned, deployed).map(shownDifference)).toEqual([
    "b.c.1 is 2 in the Plan and 3 at a deploy",
    "b.c.2 is absent in the Plan and 4 at a deploy",
    'b.d is "x" in the Plan and absent at a deploy',
    "b.e is absent in the Plan and null at a deploy",
  ]);
});

test("a list differs from an object", () => {
  expect(differences([1], { 0: 1 }, "list")).toHaveLength(1);
});

test("a long value is shortened", () => {
  const [difference] = differences("a", "b".repeat(1000), "policy");
  expect(difference && shownDifference(difference)).toMatch(/^policy is "a" .* "b{299}\.\.\. at/);
});
