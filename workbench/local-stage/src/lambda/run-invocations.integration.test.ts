import { expect, onTestFinished, test } from "vitest";
import { stateDirectory } from "../../testing/probe-stage.ts";
import type { InvocationOutcome } from "../common/invocation.ts";
import { openState } from "../stage/state.ts";
import { runInvocations } from "./run-invocations.ts";

test.each<[what: string, outcome: InvocationOutcome, message: string]>([
  [
    "a function that threw, with its stack",
    {
      kind: "function-error",
      requestId: "r",
      payload: {
        errorType: "TypeError",
        errorMessage: "no table",
        trace: ["TypeError: no table", "    at migrate (BUNDLE)"],
      },
    },
    "Migrations invokes migrator, which failed: TypeError: no table\n    at migrate (source)",
  ],
  [
    "a refusal, with its reason",
    { kind: "denied", reason: "no statement allows it" },
    "Migrations invokes migrator, which failed: no statement allows it",
  ],
])("a start fails with the error of the invocation: %s", async (_what, outcome, message) => {
  const state = openState(stateDirectory());
  onTestFinished(() => state.close());
  const invocation = { logicalName: "Migrations", functionName: "migrator", input: "{}" };
  const running = runInvocations([{ ...invocation, triggers: {} }], {
    state,
    invoke: async () => outcome,
    log: () => {},
    mapFrames: (text) => text.replace("BUNDLE", "source"),
  });
  await expect(running).rejects.toThrow(message);
});
