import type { MetricSink } from "../cloudwatch/metric-sink.ts";
import type { Clock } from "../common/clock.ts";
import type { LogEntry } from "../lambda/logs/log-sink.ts";
import type { Reports } from "../stage/report.ts";
import { readEmbeddedMetrics } from "./read-embedded-metrics.ts";

const errorMetrics = { parsing: "EMFParsingErrors", validation: "EMFValidationErrors" } as const;

/**
 * Puts the metrics of log entries that are in CloudWatch's embedded metric format. CloudWatch ignores an invalid document, and
 * counts it; here it is reported too.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch-Logs-Monitoring-CloudWatch-Metrics.html
 */
export function createEmbeddedMetrics({
  metrics,
  clock,
  reports,
}: {
  readonly metrics: MetricSink;
  readonly clock: Pick<Clock, "nowMs">;
  readonly reports: Reports;
}): (entry: LogEntry) => void {
  return ({ functionName, logGroup, line }) => {
    const found = readEmbeddedMetrics(line, clock.nowMs());
    if (found.kind === "none") return;
    if (found.kind === "metrics") {
      for (const { metric, values, atMs } of found.metrics) {
        for (const value of values) metrics.put(metric, value, atMs);
      }
      return;
    }
    metrics.put(
      {
        namespace: "AWS/Logs",
        name: errorMetrics[found.error],
        dimensions: { LogGroupName: logGroup },
        unit: "None",
      },
      1,
    );
    reports.add({
      kind: "failed",
      key: `embedded metrics ${functionName} ${found.reason}`,
      message: `CloudWatch ignores metrics that ${functionName} logs: ${found.reason}`,
    });
  };
}
