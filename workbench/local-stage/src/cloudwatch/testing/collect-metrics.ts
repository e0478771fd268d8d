import { dimensionsKey, type Metric } from "../metric.ts";
import type { MetricSink } from "../metric-sink.ts";

/** One value that was put. */
type CollectedValue = Metric & { readonly value: number; readonly atMs: number | undefined };

/** A sink that keeps every value, for a test. */
export function collectMetrics() {
  const collected: CollectedValue[] = [];
  const sink: MetricSink = {
    put: (metric, value, atMs) => void collected.push({ ...metric, value, atMs }),
  };
  return {
    sink,
    /** The values of a metric in the order in which they were put. */
    values: (name: string, dimensions: Metric["dimensions"]): readonly number[] =>
      collected
        .filter(
          (each) =>
            each.name === name && dimensionsKey(each.dimensions) === dimensionsKey(dimensions),
        )
        .map(({ value }) => value),
    /** Everything of one name. */
    named: (name: string) => collected.filter((each) => each.name === name),
    names: () => [...new Set(collected.map(({ name }) => name))].toSorted(),
  };
}
