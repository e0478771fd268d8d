import { expect, test } from "vitest";
import { planOf } from "../../../testing/plan-of.ts";
import type { Json } from "../../plan.ts";
import { logMetricFiltersOf } from "./log-metric-filters.ts";

const filterOf = (metricTransformation: { [key: string]: Json }) =>
  logMetricFiltersOf(
    planOf([
      "aws:cloudwatch/logMetricFilter:LogMetricFilter",
      "Memory",
      {
        name: "memory",
        logGroupName: "/aws/lambda/orders",
        pattern: '{ $.type = "platform.report" }',
        metricTransformation,
      },
    ]),
  )[0];

test("a metric filter is read with its pattern and its metric", () => {
  expect(
    filterOf({
      name: "MaxMemoryUsed",
      namespace: "Orders",
      value: "$.record.metrics.maxMemoryUsedMB",
      defaultValue: "0",
      unit: "Megabytes",
      dimensions: { type: "$.type" },
    }),
  ).toEqual({
    logicalName: "Memory",
    name: "memory",
    logGroupName: "/aws/lambda/orders",
    pattern: '{ $.type = "platform.report" }',
    transformation: {
      namespace: "Orders",
      metricName: "MaxMemoryUsed",
      value: "$.record.metrics.maxMemoryUsedMB",
      defaultValue: 0,
      unit: "Megabytes",
      dimensions: { type: "$.type" },
    },
  });
});

test("a metric filter without a metric is refused with its name", () => {
  expect(() => filterOf({ name: "One", namespace: "Orders" })).toThrow(
    'Memory (aws:cloudwatch/logMetricFilter:LogMetricFilter) needs "value" in "metricTransformation".',
  );
});
