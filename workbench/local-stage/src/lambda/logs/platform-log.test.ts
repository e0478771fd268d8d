import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import { expect, test } from "vitest";
import { createPlatformLog, type InvocationMetrics } from "./platform-log.ts";

function logOf(logging: Partial<FunctionDefinition["logging"]>) {
  const definition = {
    name: "f",
    arn: "arn:aws:lambda:eu-west-2:123456789012:function:f",
    runtime: "nodejs24.x",
    memoryMb: 128,
    logging: { format: "JSON", logGroup: "/aws/lambda/f", ...logging },
  } as FunctionDefinition;
  return createPlatformLog({ definition, version: "$LATEST", logStream: "s", nowMs: () => 0 });
}

const success: InvocationMetrics = {
  requestId: "r",
  status: "success",
  durationMs: 1.23456,
  billedMs: 2,
  maxMemoryMb: 64,
};
const failure: InvocationMetrics = { ...success, status: "error", errorType: "Runtime.ExitError" };
const init = { phase: "init", status: "success", durationMs: 9 } as const;

// https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
test.each([
  ["DEBUG", ["initStart", "initReport", "start", "runtimeDone", "report", "failedReport"]],
  ["INFO", ["initStart", "start", "report", "failedReport"]],
  ["WARN", ["failedReport"]],
])("JSON records of level %s and above are written", (systemLogLevel, expected) => {
  const log = logOf({ systemLogLevel });
  const written = Object.entries({
    initStart: log.initStart(),
    initReport: log.initReport(init),
    start: log.start("r", "arn"),
    runtimeDone: log.runtimeDone({ ...success, responseBytes: 4 }),
    end: log.end("r"),
    report: log.report(success),
    failedReport: log.report(failure),
  }).flatMap(([name, line]) => (line === undefined ? [] : [name]));
  expect(written).toEqual(expected);
});

test("a failed JSON report names the error and rounds to a microsecond", () => {
  // https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html
  expect(JSON.parse(logOf({}).report(failure) ?? "")).toEqual({
    time: "1970-01-01T00:00:00.000Z",
    type: "platform.report",
    record: {
      requestId: "r",
      metrics: {
        durationMs: 1.235,
        billedDurationMs: 2,
        memorySizeMB: 128,
        maxMemoryUsedMB: 64,
      },
      status: "error",
      errorType: "Runtime.ExitError",
    },
  });
});

test("a text log is not filtered by level, and reports init only when it failed", () => {
  const log = logOf({ format: "Text", systemLogLevel: "WARN" });
  expect(log.initReport(init)).toBeUndefined();
  expect(log.initReport({ ...init, status: "timeout" })).toBe(
    "INIT_REPORT Init Duration: 9.00 ms\tPhase: init\tStatus: timeout",
  );
  expect(log.runtimeDone({ ...success, responseBytes: 4 })).toBeUndefined();
  expect(log.report(success)).toBe(
    "REPORT RequestId: r\tDuration: 1.23 ms\tBilled Duration: 2 ms\tMemory Size: 128 MB\tMax Memory Used: 64 MB\t",
  );
});
