import type { MetricAlarmDefinition } from "@stagecraft/plan/resources/cloudwatch/metric-alarm-definition";
import { expect, test } from "vitest";
import { hasTooFewSamples } from "./has-too-few-samples.ts";

function alarmOn(statistic: string, lowSampleCountPercentiles: "evaluate" | "ignore" = "ignore") {
  const metric = {
    namespace: "AWS/Lambda",
    metricName: "Duration",
    dimensions: {},
    periodSeconds: 60,
    statistic,
  };
  const watched = { kind: "metric", metric } as const;
  return {
    lowSampleCountPercentiles,
    watched,
  } as Partial<MetricAlarmDefinition> as MetricAlarmDefinition;
}

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/percentiles-with-low-samples.html
test.each([
  ["p99", 1_000],
  ["p90", 100],
  ["p50", 20],
  ["p10", 100],
  ["p99.9", 10_000],
])("%s needs %d samples in a period", (statistic, needed) => {
  const isTooFew = (sampleCount: number) =>
    hasTooFewSamples(alarmOn(statistic), [
      { startMs: 0, sampleCount: 1e6 },
      { startMs: 1, sampleCount },
    ]);
  expect(isTooFew(needed + 1)).toBe(false);
  expect(isTooFew(needed - 1)).toBe(true);
});

test("samples do not matter to other statistics, or to an alarm that evaluates anyway", () => {
  const few = [{ startMs: 0, sampleCount: 1 }];
  expect(hasTooFewSamples(alarmOn("Average"), few)).toBe(false);
  expect(hasTooFewSamples(alarmOn("p99", "evaluate"), few)).toBe(false);
});
