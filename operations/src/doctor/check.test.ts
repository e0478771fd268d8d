import { expect, test } from "vitest";
import { missing, ok, together, unknown } from "./check.ts";

test.each([
  ["no outcomes: ok", [], ok("none")],
  ["all well", [ok("a"), ok("b")], ok("a; b")],
  ["unknown comes before ok", [ok("a"), unknown("b")], unknown("b")],
  [
    "missing comes first, each with its fix",
    [missing("a", "fix a"), unknown("b", "ask"), missing("c", "fix c"), ok("d")],
    missing("a; c", "fix a\nfix c"),
  ],
])("together: %s", (_what, outcomes, outcome) => {
  expect(together(outcomes, "none")).toEqual(outcome);
});
