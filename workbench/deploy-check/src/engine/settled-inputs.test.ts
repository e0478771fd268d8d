import { expect, test } from "vitest";
import type { Registration } from "./registration.ts";
import { settledInputs } from "./settled-inputs.ts";

const registered = (inputs: Registration["inputs"]): Registration => ({
  urn: "urn",
  type: "aws:sqs/queue:Queue",
  name: "Notes",
  parent: "",
  custom: true,
  dependsOn: [],
  options: {},
  outputs: {},
  inputs,
});

// https://www.pulumi.com/docs/iac/concepts/resources/options/ignorechanges/
test("an input with ignoreChanges keeps its first value", () => {
  const before = registered({ name: "notes-abcdefgh", delaySeconds: 1 });
  const given = { name: "notes-zyxwvuts", delaySeconds: 2 };
  expect(settledInputs(given, ["name"], before)).toEqual({
    name: "notes-abcdefgh",
    delaySeconds: 2,
  });
  expect(settledInputs(given, ["name"], undefined)).toEqual(given);
});
