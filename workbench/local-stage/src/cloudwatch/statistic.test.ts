import { expect, test } from "vitest";
import { addStatistics, addValue, emptyDataPoint } from "./data-point.ts";
import { statisticNamed } from "./statistic.ts";

function pointOf(...values: readonly number[]) {
  const point = emptyDataPoint();
  for (const value of values) addValue(point, value);
  return point;
}

const hundred = pointOf(...Array.from({ length: 100 }, (_, index) => index + 1));

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
test.each([
  ["SampleCount", 100],
  ["Sum", 5_050],
  ["Average", 50.5],
  ["Minimum", 1],
  ["Maximum", 100],
  ["p50", 50],
  ["p99", 99],
  ["p99.9", 100],
  ["p100", 100],
  ["p0", 1],
])("%s of the values 1 to 100 is %d", (name, expected) => {
  expect(statisticNamed(name, "GetMetricData")(hundred)).toBe(expected);
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html
test("there is no percentile of negative values, or of a statistic set with different values", () => {
  const p50 = statisticNamed("p50", "GetMetricData");
  expect(p50(pointOf(-1, 2))).toBeUndefined();
  const set = emptyDataPoint();
  addStatistics(set, { count: 2, sum: 3, minimum: 1, maximum: 2 });
  expect(p50(set)).toBeUndefined();
  const equal = emptyDataPoint();
  addStatistics(equal, { count: 2, sum: 4, minimum: 2, maximum: 2 });
  expect(p50(equal)).toBe(2);
});

test.each(["tm90", "TM(10%:90%)", "wm95", "pr(:300)", "iqm"])("%s is not implemented", (name) => {
  expect(() => statisticNamed(name, "GetMetricData")).toThrow(
    `not implemented here: CloudWatch.GetMetricData with the statistic ${name}`,
  );
});

test.each(["p101", "p1000", "median", "sum", "constructor"])("%s is no statistic", (name) => {
  expect(() => statisticNamed(name, "GetMetricData")).toThrow(
    expect.objectContaining({ code: "InvalidParameterValueException" }),
  );
});
