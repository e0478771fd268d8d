import { expect, test } from "vitest";
import type { InvocationOutcome } from "../common/invocation.ts";
import { recordOutcomes } from "./record-outcomes.ts";

const payload = { errorType: "TypeError", errorMessage: "bad" };

test.each<[string, InvocationOutcome, readonly unknown[]]>([
  ["has handled its event", { kind: "success", payload: null, requestId: "r" }, [undefined]],
  ["has failed", { kind: "function-error", payload, requestId: "r" }, ["TypeError: bad"]],
  ["did not get its event", { kind: "throttled", reason: "busy" }, []],
])("of a function that %s, the outcome %j is recorded as %j", async (_what, outcome, expected) => {
  const recorded: unknown[] = [];
  const invoke = recordOutcomes(async () => outcome, {
    recordOutcome: (_functionArn, failure) => void recorded.push(failure),
  });
  expect(await invoke("arn", {}, undefined)).toBe(outcome);
  expect(recorded).toEqual(expected);
});
