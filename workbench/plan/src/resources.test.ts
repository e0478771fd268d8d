import { expect, test } from "vitest";
import { changedInputs } from "./resources.ts";

test("added, removed and changed inputs are named", () => {
  const before = { inputs: { a: 1, b: { c: 1 }, d: 1 } };
  const after = { inputs: { a: 1, b: { c: 2 }, e: 1 } };
  expect(changedInputs(before, after)).toEqual(["b", "d", "e"]);
});
