import { expect, test } from "vitest";
import { type Answer, invocationResult, type RuntimeStep } from "./invocation-result.ts";

const ready: RuntimeStep = { kind: "ready" };
const crashed: RuntimeStep = { kind: "gone", exit: { code: null, signal: "SIGABRT" } };
const answer = (kind: Answer["kind"], payload: unknown): Answer => ({
  kind,
  body: Buffer.from(JSON.stringify(payload)),
});
const thrown = { errorType: "Error", errorMessage: "bad" };

test("a crash is explained by the platform", () => {
  const error = {
    errorType: "Runtime.ExitError",
    errorMessage: "RequestId: r Error: Runtime exited with error: signal: aborted",
  };
  expect(invocationResult("r", 1_000, undefined, crashed)).toEqual({
    outcome: { kind: "function-error", payload: error, requestId: "r" },
    status: "error",
    errorType: "Runtime.ExitError",
    fault: error,
  });
});

test.each([
  ["handed over by a runtime that lives is a success of the platform", ready, "success", undefined],
  ["handed over by a runtime that then went is an error", crashed, "error", "Error"],
] as const)("an error %s", (_name, step, status, errorType) => {
  const result = invocationResult("r", 1_000, answer("error", thrown), step);
  expect(result.outcome).toEqual({ kind: "function-error", payload: thrown, requestId: "r" });
  expect([result.status, result.errorType]).toEqual([status, errorType]);
});

test("a response counts even if the process exits after it", () => {
  expect(invocationResult("r", 1_000, answer("response", [1]), crashed)).toEqual({
    outcome: { kind: "success", payload: [1], requestId: "r" },
    status: "success",
  });
});

test("a result that is not JSON becomes an error object", () => {
  const result = invocationResult("r", 1_000, { kind: "error", body: Buffer.from("oops") }, ready);
  expect(result.outcome.payload).toMatchObject({ errorType: "Runtime.InvalidResponse" });
});
