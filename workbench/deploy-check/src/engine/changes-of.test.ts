import { expect, test } from "vitest";
import { changedInputs, settledInputs } from "./changes-of.ts";
import type { Registration } from "./registration.ts";

const registered = (inputs: Registration["inputs"]): Registration => ({
  ...{ urn: "urn", type: "aws:sqs/queue:Queue", name: "Notes", parent: "", custom: true },
  ...{ dependsOn: [], options: {}, outputs: {} },
  inputs,
});

// https://www.pulumi.com/docs/iac/concepts/resources/options/ignorechanges/
test("an input whose changes are ignored stays as it was at first", () => {
  const before = registered({ name: "notes-abcdefgh", delaySeconds: 1 });
  const given = { name: "notes-zyxwvuts", delaySeconds: 2 };
  expect(settledInputs(given, ["name"], before)).toEqual({
    ...{ name: "notes-abcdefgh", delaySeconds: 2 },
  });
  expect(settledInputs(given, ["name"], undefined)).toEqual(given);
});

test("inputs that come, go or change are changed", () => {
  const before = registered({ a: 1, b: { c: 1 }, d: 1 });
  const after = registered({ a: 1, b: { c: 2 }, e: 1 });
  expect(changedInputs(before, after)).toEqual(["b", "d", "e"]);
});
