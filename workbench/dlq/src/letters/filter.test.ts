import { expect, test } from "vitest";
import type { DeadLetter } from "./dead-letter.ts";
import { isMeant } from "./filter.ts";

const letter: DeadLetter = {
  id: "m",
  place: "Dead",
  consumer: "Worker",
  body: "",
  attributes: {},
  firstMs: 1_000,
  way: { to: "nowhere", why: "" },
  failure: { error: "no" },
};

test.each([
  [{}, true],
  [{ ids: ["l", "m"] }, true],
  [{ ids: ["l"] }, false],
  [{ place: "Dead", consumer: "Worker", error: "no" }, true],
  [{ place: "Other" }, false],
  [{ consumer: "Other" }, false],
  [{ error: "yes" }, false],
  [{ sinceMs: 1_000 }, true],
  [{ sinceMs: 1_001 }, false],
])("%j: %s", (filter, meant) => {
  expect(isMeant(letter, filter)).toBe(meant);
});
