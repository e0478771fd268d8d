import { expect, test } from "vitest";
import { refusedReferences } from "./refused-references.ts";

const topLevel = (name: string) =>
  expect.stringMatching(
    new RegExp(`^Reference to '${name.replace("$", "\\$")}' at the top level is not supported; `),
  );
const context = "Reference to '$$' is not supported; the context is $states.context";

// AWS says that $ and $$ cannot be used at the top level, nor a field without $states or a variable:
// https://github.com/aws/agent-toolkit-for-aws/blob/main/skills/specialized-skills/serverless-skills/aws-step-functions/references/transforming-data.md
// Its messages, and which positions it refuses, were measured: https://github.com/floci-io/floci/pull/2699 and
// https://github.com/floci-io/floci/pull/2786
test.each([
  ["phone", [topLevel("phone")]],
  ["phone.home[0]", [topLevel("phone")]],
  ["a + b & -c", [topLevel("a"), topLevel("b"), topLevel("c")]],
  ["[a, {b: c}]", [topLevel("a"), topLevel("b"), topLevel("c")]],
  ["($x := a; $sum(b)) ? c : d", ["a", "b", "c", "d"].map(topLevel)],
  ["$map($states.input.a, function($x){ b })", [topLevel("b")]],
  ["$states.input ~> $map(function($x){ b })", [topLevel("b")]],
  ["a & a", [topLevel("a")]],
  ["$", [topLevel("$")]],
  ["$.phone", [topLevel("$")]],
  ["$$", [context]],
  ["$$.Execution.Id", [context]],
  ["$states.input.lines[id = $$.id]", [context]],
  ["$states.input.lines[price > 3 and $ != 0].code", []],
  ["$states.input.lines.{ 'code': code, 'price': $.price }", []],
  ["$states.input.lines^(>price){ code: price }", []],
  ["$states.input ~> |lines|{ 'price': price * 2 }|", []],
  ["$x.phone & $states.context.Execution.Id", []],
  ["$states.result.Payload", ["$states.result is not there in this field"]],
  ["$exists($states.errorOutput)", ["$states.errorOutput is not there in this field"]],
  ["'$states.result and $$ in a text'", []],
])("in %s AWS refuses %j", (source, expected) => {
  expect(refusedReferences(source, [])).toEqual(expected);
});

test("a part of $states is accepted in the fields that have it", () => {
  expect(refusedReferences("$states.result.Payload", ["result"])).toEqual([]);
});
