import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import type { InvocationStatus } from "../lambda-report.ts";

/** The records that Lambda itself writes into a function's log stream; undefined for one below its log level. */
export type PlatformLog = {
  initStart(): string | undefined;
  /** Text logs have it only for a phase that failed. */
  initReport(init: {
    readonly phase: "init" | "invoke";
    readonly status: InvocationStatus;
    readonly errorType?: string;
    readonly durationMs: number;
  }): string | undefined;
  start(requestId: string, invokedFunctionArn: string): string | undefined;
  /** The platform's line about a runtime that died, in text logs only. */
  fault(errorType: string, errorMessage: string): string | undefined;
  runtimeDone(
    invocation: InvocationMetrics & { readonly responseBytes: number },
  ): string | undefined;
  end(requestId: string): string | undefined;
  report(invocation: InvocationMetrics): string | undefined;
};

export type InvocationMetrics = {
  readonly requestId: string;
  readonly status: InvocationStatus;
  /** Given with every status but `success`, a timeout excepted. */
  readonly errorType?: string;
  readonly durationMs: number;
  readonly billedMs: number;
  readonly maxMemoryMb: number;
  readonly initMs?: number;
};

const levels = ["DEBUG", "INFO", "WARN"] as const;

/**
 * Lambda's records in the function's log format, JSON records filtered by its system log level.
 * https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html
 */
export function createPlatformLog(options: {
  readonly definition: FunctionDefinition;
  readonly version: string;
  readonly logStream: string;
  nowMs(): number;
}): PlatformLog {
  return options.definition.logging.format === "JSON"
    ? createJsonLog(options)
    : createTextLog(options.definition, options.version);
}

/** Without an ARN: the runtime is this machine's Node, not a build of AWS. */
function runtimeVersion(definition: FunctionDefinition) {
  return definition.runtime.replace(/^nodejs(\d+)\.x$/, "nodejs:$1");
}

function createTextLog(definition: FunctionDefinition, version: string): PlatformLog {
  return {
    initStart: () => `INIT_START Runtime Version: ${runtimeVersion(definition)}`,
    initReport: ({ phase, status, errorType, durationMs }) =>
      status === "success"
        ? undefined
        : [
            `INIT_REPORT Init Duration: ${durationMs.toFixed(2)} ms`,
            `Phase: ${phase}`,
            ...statusFields(status, errorType),
          ].join("\t"),
    start: (requestId) => `START RequestId: ${requestId} Version: ${version}`,
    fault: (errorType, errorMessage) => `${errorMessage}\n${errorType}`,
    runtimeDone: () => undefined,
    end: (requestId) => `END RequestId: ${requestId}`,
    report: ({ requestId, status, errorType, durationMs, billedMs, maxMemoryMb, initMs }) =>
      [
        `REPORT RequestId: ${requestId}`,
        `Duration: ${durationMs.toFixed(2)} ms`,
        `Billed Duration: ${billedMs} ms`,
        `Memory Size: ${definition.memoryMb} MB`,
        `Max Memory Used: ${maxMemoryMb} MB`,
        ...(initMs === undefined ? [] : [`Init Duration: ${initMs.toFixed(2)} ms`]),
        ...statusFields(status, errorType),
      ].join("\t"),
  };
}

function statusFields(status: InvocationStatus, errorType: string | undefined) {
  if (status === "success") return [""];
  return [`Status: ${status}`, ...(errorType === undefined ? [] : [`Error Type: ${errorType}`])];
}

function createJsonLog({
  definition,
  version,
  logStream,
  nowMs,
}: Parameters<typeof createPlatformLog>[0]): PlatformLog {
  const lowest = levels.indexOf(
    (definition.logging.systemLogLevel?.toUpperCase() ?? "INFO") as (typeof levels)[number],
  );
  function record(level: (typeof levels)[number], type: string, fields: object) {
    if (levels.indexOf(level) < lowest) return undefined;
    return JSON.stringify({
      time: new Date(nowMs()).toISOString(),
      type: `platform.${type}`,
      record: fields,
    });
  }

  return {
    initStart: () =>
      record("INFO", "initStart", {
        initializationType: "on-demand",
        phase: "init",
        runtimeVersion: runtimeVersion(definition),
        functionName: definition.name,
        functionVersion: version,
        instanceId: logStream,
        instanceMaxMemory: definition.memoryMb * 1024 * 1024,
      }),
    initReport: ({ phase, status, errorType, durationMs }) =>
      record(status === "success" ? "DEBUG" : "WARN", "initReport", {
        initializationType: "on-demand",
        phase,
        status,
        errorType,
        metrics: { durationMs: thousandths(durationMs) },
      }),
    start: (requestId, functionArn) => record("INFO", "start", { requestId, functionArn, version }),
    fault: () => undefined,
    runtimeDone: ({ requestId, status, errorType, durationMs, responseBytes }) =>
      record(status === "success" ? "DEBUG" : "WARN", "runtimeDone", {
        requestId,
        status,
        errorType,
        metrics: { durationMs: thousandths(durationMs), producedBytes: responseBytes },
      }),
    end: () => undefined,
    report: ({ requestId, status, errorType, durationMs, billedMs, maxMemoryMb, initMs }) =>
      record(status === "success" ? "INFO" : "WARN", "report", {
        requestId,
        metrics: {
          durationMs: thousandths(durationMs),
          billedDurationMs: billedMs,
          memorySizeMB: definition.memoryMb,
          maxMemoryUsedMB: maxMemoryMb,
          initDurationMs: initMs === undefined ? undefined : thousandths(initMs),
        },
        status,
        errorType,
      }),
  };
}

function thousandths(milliseconds: number) {
  return Math.round(milliseconds * 1000) / 1000;
}
