import type { MetricWidget } from "@stagecraft/plan/resources/cloudwatch/dashboard-body";
import { readDashboardBody } from "@stagecraft/plan/resources/cloudwatch/read-dashboard-body";
import { expect, test } from "vitest";
import { seriesLabel } from "./series-label.ts";

function labelsOf(...metrics: readonly unknown[]): readonly string[] {
  const properties = { region: "eu-west-1", metrics };
  const result = readDashboardBody(JSON.stringify({ widgets: [{ type: "metric", properties }] }));
  if (!result.ok) throw new Error(result.problems.join());
  const [widget] = result.body.widgets as readonly MetricWidget[];
  return (widget?.metrics ?? []).map((metric) => seriesLabel(widget as MetricWidget, metric));
}

test.each([
  ["one metric", [["AWS/SQS", "Visible", "QueueName", "a"]], ["Visible"]],
  [
    "metrics that differ in a dimension",
    [
      ["AWS/Lambda", "Errors", "FunctionName", "shop-dev-Reader"],
      ["...", "shop-dev-Writer"],
    ],
    ["Reader", "Writer"],
  ],
  [
    "metrics that differ in their names",
    [
      ["AWS/Lambda", "Errors", "FunctionName", "Reader"],
      [".", "Throttles", ".", "."],
    ],
    ["Errors", "Throttles"],
  ],
  [
    "one metric in two statistics",
    [
      ["AWS/Lambda", "Duration", { stat: "p50" }],
      ["...", { stat: "p99" }],
    ],
    ["p50", "p99"],
  ],
  [
    "labels and expressions",
    [
      ["AWS/Lambda", "Errors", { label: "broken", id: "m1" }],
      [{ expression: "m1 * 2", id: "twice" }],
      [{ expression: "m1 * 3" }],
    ],
    ["broken", "twice", "m1 * 3"],
  ],
  [
    "a metric beside one that is not shown",
    [
      ["AWS/Lambda", "Errors", { visible: false }],
      ["AWS/Lambda", "Throttles"],
    ],
    ["Errors", "Throttles"],
  ],
])("the labels of %s", (_what, metrics, labels) => {
  expect(labelsOf(...metrics)).toEqual(labels);
});
