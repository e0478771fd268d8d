import { CloudWatchClient, GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import type { Metric } from "../src/cloudwatch/metric.ts";
import type { Stage } from "../src/start-stage.ts";
import { clientOf } from "./client-of.ts";

/** Reads the values of a metric in the last three hours of a stage, one a minute, as an operator does. */
export async function readMetric(
  stage: Stage,
  { namespace, name, dimensions }: Omit<Metric, "unit">,
  statistic: "Sum" | "Maximum",
): Promise<readonly number[]> {
  const client = new CloudWatchClient({
    ...clientOf(stage),
    // The stage's time may be ahead of this machine's.
    systemClockOffset: stage.nowMs() - Date.now(),
  });
  const Metric = {
    Namespace: namespace,
    MetricName: name,
    Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
  };
  try {
    const { MetricDataResults } = await client.send(
      new GetMetricDataCommand({
        StartTime: new Date(stage.nowMs() - 3 * 60 * 60_000),
        EndTime: new Date(stage.nowMs() + 60_000),
        ScanBy: "TimestampAscending",
        MetricDataQueries: [{ Id: "one", MetricStat: { Metric, Period: 60, Stat: statistic } }],
      }),
    );
    return MetricDataResults?.[0]?.Values ?? [];
  } finally {
    client.destroy();
  }
}
