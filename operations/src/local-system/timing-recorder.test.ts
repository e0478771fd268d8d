import type { InvocationEnded } from "@stagecraft/local-stage/lambda/lambda-report";
import { functionNamed, planOf } from "@stagecraft/plan/testing/plan-of";
import { expect, test } from "vitest";
import { createTimingRecorder } from "./timing-recorder.ts";

const machineArn = "arn:aws:states:eu-west-1:123456789012:stateMachine:app-sorting";
const plan = {
  ...planOf(
    [
      "aws:lambda/function:Function",
      "Sorter",
      { name: "app-sorter", role: "r", runtime: "nodejs24.x" },
      { arn: "arn:aws:lambda:eu-west-1:123456789012:function:app-sorter" },
    ],
    [
      "aws:sfn/stateMachine:StateMachine",
      "Sorting",
      { name: "app-sorting", roleArn: "r", definition: JSON.stringify({ States: {} }) },
      { arn: machineArn },
    ],
  ),
  bundles: { Sorter: functionNamed("sorter").bundle },
};

const ended = (requestId: string, of: Partial<InvocationEnded> = {}): InvocationEnded => ({
  kind: "invocation-ended",
  functionName: "app-sorter",
  invokedAtMs: 0,
  isFunctionError: false,
  requestId,
  status: "success",
  durationMs: 12,
  billedMs: 12,
  cpuMs: 3.456,
  maxMemoryMb: 80,
  eventBytes: 2,
  responseBytes: 2,
  ...of,
});

const answered = (invocationId: string, status = 200) => ({
  kind: "http-request" as const,
  apiId: "api",
  requestId: "r",
  requestTimeMs: 0,
  method: "GET",
  path: "/sorted/1",
  requestBytes: 0,
  responseBytes: 2,
  routeKey: "GET /sorted/{id}",
  status,
  durationMs: 15.123,
  invocationId,
});

test("a warm invocation counts for its function, and for the route that it answered", () => {
  const recorder = createTimingRecorder(plan);
  recorder.onInvocation(ended("cold", { initCpuMs: 140.001 }));
  recorder.onInvocation(ended("one"));
  recorder.onInvocation(ended("of-a-queue"));
  recorder.onRequest(answered("cold"));
  recorder.onRequest(answered("one"));
  expect(recorder.seen()).toEqual({
    functions: { Sorter: { initCpuMs: [140], warmCpuMs: [3.46, 3.46] } },
    routes: {
      "GET /sorted/{id}": { functionName: "Sorter", warmCpuMs: [3.46], durationMs: [15.12] },
    },
    workflows: {},
  });
});

test.each<[string, Partial<InvocationEnded>, number]>([
  ["that the handler failed", { isFunctionError: true }, 500],
  ["that timed out", { status: "timeout" }, 503],
])("an invocation %s says nothing of its time", (_what, of, status) => {
  const recorder = createTimingRecorder(plan);
  recorder.onInvocation(ended("one", of));
  recorder.onRequest(answered("one", status));
  expect(recorder.seen().functions.Sorter?.warmCpuMs).toEqual([]);
  expect(recorder.seen().routes).toEqual({});
});

test("an execution counts for its workflow when it succeeds", () => {
  const recorder = createTimingRecorder(plan);
  recorder.onExecution({ machineArn, status: "SUCCEEDED", durationMs: 250 });
  recorder.onExecution({ machineArn, status: "FAILED", durationMs: 90 });
  expect(recorder.seen().workflows).toEqual({ Sorting: { durationMs: [250] } });
});

test("a refused request is no time of its route", () => {
  const recorder = createTimingRecorder(plan);
  recorder.onInvocation(ended("one"));
  recorder.onRequest(answered("one", 422));
  expect(recorder.seen().routes).toEqual({});
});
