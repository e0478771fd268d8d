import type { MetricWidget } from "@stagecraft/plan/resources/cloudwatch/dashboard-body";
import { readDashboardBody } from "@stagecraft/plan/resources/cloudwatch/read-dashboard-body";
import { expect, test } from "vitest";
import { widgetQueries } from "./widget-queries.ts";

const hourMs = 3_600_000;

function queriesOf(properties: object, hours = 1) {
  const body = JSON.stringify({
    widgets: [{ type: "metric", properties: { region: "eu-west-1", period: 60, ...properties } }],
  });
  const result = readDashboardBody(body);
  if (!result.ok) throw new Error(result.problems.join());
  const [widget] = result.body.widgets as readonly MetricWidget[];
  return widgetQueries(widget as MetricWidget, { startMs: 0, endMs: hours * hourMs }).map(
    ({ query }) => query,
  );
}

test("metrics and expressions become queries, with the ids that expressions use", () => {
  const metrics = [
    ["Shop", "Orders", "Country", "NL", { id: "metric1", stat: "Sum", visible: false }],
    [{ expression: "metric1 * 2", label: "Twice" }],
  ];
  expect(queriesOf({ metrics })).toEqual([
    {
      Id: "metric1",
      ReturnData: false,
      MetricStat: {
        Metric: {
          Namespace: "Shop",
          MetricName: "Orders",
          Dimensions: [{ Name: "Country", Value: "NL" }],
        },
        Period: 60,
        Stat: "Sum",
      },
    },
    {
      Id: "metric1_",
      ReturnData: true,
      Label: "Twice",
      Expression: "metric1 * 2",
      Period: 60,
    },
  ]);
});

test.each([
  [60, 12, 60],
  [60, 24, 120],
  [60, 360, 1_800],
  [300, 24, 300],
  [10, 24, 120],
])("a period of %i seconds over %i hours is asked for as %i", (period, hours, asked) => {
  const [query] = queriesOf({ metrics: [["Shop", "Orders", { period }]] }, hours);
  expect(query?.MetricStat?.Period).toBe(asked);
});

test("a value of the whole time range has one period", () => {
  const metrics = [["Shop", "Orders"]];
  const [query] = queriesOf({ metrics, view: "singleValue", setPeriodToTimeRange: true }, 3);
  expect(query?.MetricStat?.Period).toBe(3 * 3_600);
});
