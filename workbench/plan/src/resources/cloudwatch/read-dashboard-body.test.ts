import { expect, test } from "vitest";
import type { Json } from "../../plan.ts";
import { readDashboardBody } from "./read-dashboard-body.ts";

const read = (...widgets: readonly Json[]) =>
  readDashboardBody(JSON.stringify({ widgets: [...widgets] }));
const problemsOf = (...widgets: readonly Json[]) => {
  const result = read(...widgets);
  return result.ok ? [] : result.problems;
};

const region = "eu-west-1";
const metric = (properties: { [key: string]: Json }, more: { [key: string]: Json } = {}) => ({
  type: "metric",
  properties: { region, metrics: [["AWS/SQS", "Visible"]], ...properties },
  ...more,
});

test("a metric widget has its metrics in full, with the widget's statistic and period", () => {
  const result = read(
    metric({
      title: "Errors",
      stat: "Sum",
      period: 60,
      metrics: [
        ["AWS/Lambda", "Errors", "FunctionName", "reader", { id: "m1", visible: false }],
        ["...", "writer", { stat: "p99", yAxis: "right", color: "#d62728" }],
        [{ expression: "m1 * 2", label: "Twice" }],
      ],
      annotations: {
        horizontal: [{ value: 5, label: "limit" }, [{ value: 1 }, { value: 2 }]],
        vertical: [{ value: "2026-11-01T00:00:00Z", label: "deploy" }],
      },
    }),
  );
  const reader = {
    namespace: "AWS/Lambda",
    name: "Errors",
    dimensions: [{ name: "FunctionName", value: "reader" }],
    stat: "Sum",
  };
  expect(result).toMatchObject({
    ok: true,
    body: {
      widgets: [
        {
          view: "timeSeries",
          metrics: [
            { id: "m1", isVisible: false, periodSeconds: 60, axis: "left", source: reader },
            {
              isVisible: true,
              axis: "right",
              colour: "#d62728",
              source: {
                ...reader,
                dimensions: [{ name: "FunctionName", value: "writer" }],
                stat: "p99",
              },
            },
            { label: "Twice", source: { expression: "m1 * 2" } },
          ],
          annotations: [
            { value: 5, label: "limit" },
            { value: 1, label: "" },
            { value: 2, label: "" },
            { time: "2026-11-01T00:00:00Z", label: "deploy" },
          ],
        },
      ],
    },
  });
});

test("a widget without a place stands beside the one before, and below all where there is no room", () => {
  const text = (width: number, height = 6) => ({
    type: "text",
    width,
    height,
    properties: { markdown: "" },
  });
  const result = read(text(12), text(12, 3), text(6));
  expect(result.ok && result.body.widgets.map(({ x, y }) => [x, y])).toEqual([
    [0, 0],
    [12, 0],
    [0, 6],
  ]);
});

test("text that is no JSON, and JSON without widgets, are refused", () => {
  expect(readDashboardBody("{")).toEqual({
    ok: false,
    problems: [expect.stringMatching(/^it is not JSON: /)],
  });
  expect(readDashboardBody("[]")).toEqual({ ok: false, problems: ["it has no list of widgets"] });
});

test.each<[string, Json, RegExp]>([
  ["an unknown type", { type: "clock", properties: {} }, /^widgets\.0\.type is "clock"/],
  ["no properties", { type: "text" }, /^widgets\.0\.properties is missing$/],
  ["no markdown", { type: "text", properties: {} }, /properties\.markdown is missing$/],
  ["a width of 25", metric({}, { width: 25 }), /^widgets\.0\.width is 25, and may be 1 to 24$/],
  ["a column 24", metric({}, { x: 24 }), /^widgets\.0\.x is 24, and may be 0 to 23$/],
  ["a height of 0", metric({}, { height: 0 }), /^widgets\.0\.height is 0/],
  ["no region", { type: "metric", properties: { metrics: [["A", "b"]] } }, /region is missing$/],
  ["no metrics", { type: "metric", properties: { region } }, /neither metrics nor/],
  ["an unknown view", metric({ view: "cloud" }), /view is "cloud"/],
  ["a gauge without its range", metric({ view: "gauge" }), /needs min and max for a gauge$/],
  ["half a dimension", metric({ metrics: [["A", "b", "c"]] }), /metrics\.0 is no namespace/],
  ["nothing to repeat", metric({ metrics: [["...", "c"]] }), /metrics\.0 repeats/],
  ["a name as a colour", metric({ metrics: [["A", "b", { color: "red" }]] }), /color is "red"/],
  ["an id with a capital", metric({ metrics: [["A", "b", { id: "M1" }]] }), /id is "M1"/],
  [
    "a state that no alarm has",
    { type: "alarm", properties: { alarms: ["arn"], states: ["ALARM", "RED"] } },
    /states\.1 is "RED", and may be ALARM, INSUFFICIENT_DATA, OK/,
  ],
  ["no alarms", { type: "alarm", properties: { alarms: [] } }, /alarms has 0 entries/],
  ["no query", { type: "log", properties: { region } }, /query is missing$/],
  [
    "an annotation without a value",
    metric({ annotations: { horizontal: [{ label: "limit" }] } }),
    /annotations\.horizontal\.0\.value is no number$/,
  ],
])("a widget with %s is refused", (_what, widget, problem) => {
  expect(problemsOf(widget)).toEqual([expect.stringMatching(problem)]);
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
test("a dashboard has at most 500 widgets and 2,500 metrics, and a widget 500 metrics", () => {
  const text = { type: "text", properties: { markdown: "" } };
  const metrics = (count: number) => metric({ metrics: Array(count).fill(["A", "b"]) });
  expect(problemsOf(...Array(500).fill(text))).toEqual([]);
  expect(problemsOf(...Array(501).fill(text))).toEqual([
    "widgets has 501 entries, and may have 500",
  ]);
  expect(problemsOf(...Array(5).fill(metrics(500)))).toEqual([]);
  expect(problemsOf(...Array(5).fill(metrics(500)), metrics(1))).toEqual([
    "it has 2501 metrics, and may have 2500",
  ]);
  expect(problemsOf(metrics(501))).toEqual([
    "widgets.0.properties.metrics has 501 entries, and may have 500",
  ]);
});
