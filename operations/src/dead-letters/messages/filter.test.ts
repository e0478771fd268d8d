import { expect, test } from "vitest";
import type { DeadLetterMessage } from "./dead-letter-message.ts";
import { matchesFilter } from "./filter.ts";

const message: DeadLetterMessage = {
  id: "m",
  source: "Dead",
  consumer: "Worker",
  body: "",
  attributes: {},
  firstMs: 1_000,
  target: { kind: "none", why: "" },
  failure: { error: "no" },
};

test.each([
  [{}, true],
  [{ ids: ["l", "m"] }, true],
  [{ ids: ["l"] }, false],
  [{ source: "Dead", consumer: "Worker", error: "no" }, true],
  [{ source: "Other" }, false],
  [{ consumer: "Other" }, false],
  [{ error: "yes" }, false],
  [{ sinceMs: 1_000 }, true],
  [{ sinceMs: 1_001 }, false],
])("%j: %s", (filter, matches) => {
  expect(matchesFilter(message, filter)).toBe(matches);
});
