import { expect, test } from "vitest";
import { machineOf, openTestStepFunctions } from "../testing/open-test-step-functions.ts";

const end = { End: { Type: "Succeed" } };

test.each([
  [
    "an EXPRESS machine",
    machineOf(end, { type: "EXPRESS" }),
    /Flow: an EXPRESS state machine is not implemented here/,
  ],
  [
    "a definition that is no JSON",
    machineOf(end, { definition: "{" }),
    /Flow: its definition is not JSON/,
  ],
  [
    "a mistake in a state",
    machineOf({ Nap: { Type: "Wait", Seconds: 1, Nxt: "End" }, ...end }),
    /A deploy of this would fail:\nFlow: state "Nap": Field 'Nxt' is not supported/,
  ],
])("refused when the stage starts: %s", (_, machine, message) => {
  expect(() => openTestStepFunctions([machine], { check: true })).toThrow(message);
});

// https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html
test("a role that does not trust states.amazonaws.com is refused when the stage starts", () => {
  expect(() => openTestStepFunctions([machineOf(end)], { trusted: false })).toThrow(
    /Flow: states.amazonaws.com cannot assume its role .*role\/flow/,
  );
});

test("a changed definition is checked although an earlier one was accepted", async () => {
  const accepted = machineOf({ A: { Type: "Pass", End: true } });
  const stage = openTestStepFunctions([accepted], { check: true });
  await stage.restart();
  const mistaken = machineOf({ A: { Type: "Pass" } });
  await expect(stage.restart({ machines: [mistaken] })).rejects.toThrow(/Flow: .*TERMINAL_STATE/);
});
