import type { Metrics } from "../cloudwatch/create-metrics.ts";
import { dimensionsKey, type Metric } from "../cloudwatch/metric.ts";
import type { Clock } from "../common/clock.ts";
import type { Meter } from "./meter.ts";

const hourMs = 60 * 60_000;

/**
 * Metrics of which those of the program's own are counted: each name with a set of dimensions once in each hour with a value.
 * @see https://aws.amazon.com/cloudwatch/pricing/
 */
export function meterMetrics(metrics: Metrics, meter: Meter, clock: Pick<Clock, "nowMs">): Metrics {
  function count({ namespace, name, dimensions }: Metric, atMs: number) {
    if (namespace.startsWith("AWS/")) return;
    const hour = Math.floor(atMs / hourMs);
    meter.addOnce(
      `metrics ${namespace} ${name}`,
      "metric-hours",
      `${dimensionsKey(dimensions)} ${hour}`,
    );
  }
  return {
    ...metrics,
    put(metric, value, atMs = clock.nowMs()) {
      count(metric, atMs);
      metrics.put(metric, value, atMs);
    },
    add(metric, point, atMs) {
      count(metric, atMs);
      metrics.add(metric, point, atMs);
    },
  };
}
