import type { Contract, StreamVia } from "../../packages/contracts/src/contract.ts";
import { seconds } from "../../packages/contracts/src/seconds.ts";
import { alarm } from "./alarm.ts";
import { streamSeries } from "./metric-series.ts";

/** A stream whose records wait longer than the contract's objective, and one whose shards are at their limit. */
export function streamAlarms(
  name: string,
  stream: sst.aws.KinesisStream,
  { latency, owner, summary }: Contract<StreamVia>,
): void {
  const series = (metric: string, statistic: string) => streamSeries(stream, metric, statistic);
  // Without records there is no age, and without calls no throttle.
  const common = { owner, withoutData: "quiet", periodSeconds: seconds.minute } as const;
  alarm(`${name}IteratorAge`, {
    ...common,
    means: `Records of ${name} wait for more than ${latency.p99Ms / 1_000} seconds (${summary}).`,
    severity: "page",
    runbook: "iterator-age",
    watches: series("GetRecords.IteratorAgeMilliseconds", "Maximum"),
    above: latency.p99Ms,
    periods: { above: 3, of: 3 },
  });
  for (const [kind, metric] of [
    ["Writes", "WriteProvisionedThroughputExceeded"],
    ["Reads", "ReadProvisionedThroughputExceeded"],
  ] as const) {
    alarm(`${name}Throttled${kind}`, {
      ...common,
      means: `Kinesis rejects ${kind.toLowerCase()} of ${name}: a shard is at its limit.`,
      severity: "ticket",
      runbook: "throttled",
      watches: series(metric, "Sum"),
      above: 0,
      periods: { above: 3, of: 5 },
    });
  }
}
