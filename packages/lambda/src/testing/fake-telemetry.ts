import { noTraces } from "@stagecraft/observability/tracing/traces";
import type { Telemetry } from "../telemetry.ts";

/**
 * A telemetry that keeps what it is given: log lines as `[level, message, fields, error]`, but for those of `debug`, and the names
 * of counted metrics.
 * `onLine` is called for each log line.
 */
export function fakeTelemetry(onLine: (level: string) => void = () => {}) {
  const logged: unknown[][] = [];
  const counted: string[] = [];
  let flushes = 0;
  const write =
    (level: string) =>
    (...line: unknown[]) => {
      logged.push([level, ...line]);
      onLine(level);
    };
  const telemetry: Telemetry = {
    log: { debug() {}, info: write("info"), warn: write("warn"), error: write("error") },
    metrics: { add: (name) => void counted.push(name), flush: () => void flushes++ },
    traces: noTraces,
  };
  return { ...telemetry, logged, counted, flushes: () => flushes };
}
