import type { StateMachineDefinition } from "@stagecraft/plan/resources/step-functions/state-machine-definition";
import { expect, test } from "vitest";
import { failedExecution } from "./failed-execution.ts";

const arnOf = (kind: string, name: string) =>
  `arn:aws:states:eu-west-1:123456789012:${kind}:${name}`;
const machines = [
  {
    logicalName: "Workflow",
    name: "shop-dev-Workflow",
    arn: arnOf("stateMachine", "shop-dev-Workflow"),
  },
] as StateMachineDefinition[];
const ended = {
  kind: "execution-ended",
  executionArn: arnOf("execution", "shop-dev-Workflow:ord_1"),
  startedAtMs: 0,
} as const;
const failed = { kind: "execution-failed", stateMachine: "Workflow", name: "ord_1" };

test("an execution that failed or timed out has its name, its machine's name and its error", () => {
  expect(failedExecution({ ...ended, status: "FAILED", error: "Bad" }, machines)).toEqual({
    ...failed,
    error: "Bad",
  });
  expect(failedExecution({ ...ended, status: "TIMED_OUT" }, machines)).toEqual({
    ...failed,
    error: "States.Timeout",
  });
});

test("other executions are no trouble", () => {
  expect(failedExecution({ ...ended, status: "SUCCEEDED" }, machines)).toBeUndefined();
  expect(failedExecution({ ...ended, status: "ABORTED" }, machines)).toBeUndefined();
  expect(failedExecution({ ...ended, status: "FAILED" }, [])).toBeUndefined();
});
