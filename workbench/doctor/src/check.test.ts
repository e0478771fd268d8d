import { expect, test } from "vitest";
import { missing, ok, together, unknown } from "./check.ts";

test.each([
  ["nothing to check is ok", [], ok("none")],
  ["all well", [ok("a"), ok("b")], ok("a; b")],
  ["the unknown before what is well", [ok("a"), unknown("b")], unknown("b")],
  [
    "what is missing before all else, each with its fix",
    [missing("a", "mend a"), unknown("b", "ask"), missing("c", "mend c"), ok("d")],
    missing("a; c", "mend a\nmend c"),
  ],
])("together: %s", (_what, outcomes, outcome) => {
  expect(together(outcomes, "none")).toEqual(outcome);
});
