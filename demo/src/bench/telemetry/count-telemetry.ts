import type { Socket } from "node:dgram";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { followLogs } from "@stagecraft/local-stage/logs/follow-logs";
import type { LogLine } from "@stagecraft/local-stage/logs/log-line";
import { isLogRecord, readLogRecord } from "@stagecraft/local-stage/logs/log-record";
import { spansFile } from "@stagecraft/local-stage/xray/span-log";

/** What the functions of a stage have written about themselves so far. */
export type TelemetryTotals = {
  readonly spans: number;
  readonly datagrams: number;
  readonly datagramBytes: number;
  readonly logLines: number;
  readonly logBytes: number;
  /** Lines in CloudWatch's embedded metric format, which are among the log lines, and the values in them. */
  readonly metricLines: number;
  readonly metricValues: number;
};

export type DatagramWatch = {
  totals(): Pick<TelemetryTotals, "datagrams" | "datagramBytes">;
  stop(): void;
};

/** Counts the datagrams of the UDP sockets that this process opens from now on: those of X-Ray's daemons. */
export function watchDatagrams(): DatagramWatch {
  let datagrams = 0;
  let datagramBytes = 0;
  const watch = (message: unknown) => {
    const { socket } = message as { readonly socket: Socket };
    socket.on("message", ({ byteLength }) => {
      datagrams += 1;
      datagramBytes += byteLength;
    });
  };
  subscribe("udp.socket", watch);
  return {
    totals: () => ({ datagrams, datagramBytes }),
    stop: () => void unsubscribe("udp.socket", watch),
  };
}

/** Reads what the functions wrote from a stage's state folder. */
export async function readTotals(
  stateDirectory: string,
): Promise<Omit<TelemetryTotals, "datagrams" | "datagramBytes">> {
  const spans = (await readFile(spansFile(stateDirectory), "utf8")).split("\n").filter(Boolean);
  const lines: LogLine[] = [];
  for await (const batch of followLogs({ directory: join(stateDirectory, "logs") })) {
    lines.push(...batch);
  }
  const own = lines.flatMap(({ line }) => {
    const record = readLogRecord(line);
    // Lambda's own lines are the same without telemetry.
    return record && record.type === undefined ? [{ line, record }] : [];
  });
  const metricCounts = own.flatMap(({ record: { _aws } }) =>
    isLogRecord(_aws) ? [countValues(_aws.CloudWatchMetrics)] : [],
  );
  return {
    spans: spans.length,
    logLines: own.length,
    logBytes: own.reduce((sum, { line }) => sum + Buffer.byteLength(line), 0),
    metricLines: metricCounts.length,
    metricValues: metricCounts.reduce((sum, count) => sum + count, 0),
  };
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
function countValues(directives: unknown): number {
  const all = (Array.isArray(directives) ? directives : []) as { Metrics?: readonly unknown[] }[];
  return all.reduce((sum, { Metrics = [] }) => sum + Metrics.length, 0);
}
