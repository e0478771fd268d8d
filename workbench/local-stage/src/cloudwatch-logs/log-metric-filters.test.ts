import type { Json } from "@stagecraft/plan/plan";
import { planOf } from "@stagecraft/plan/testing/plan-of";
import { expect, test } from "vitest";
import { collectMetrics } from "../cloudwatch/testing/collect-metrics.ts";
import { createManualClock } from "../common/testing/manual-clock.ts";
import { compileLogMetricFilters } from "./compile-log-metric-filters.ts";
import { createLogMetricFilters } from "./create-log-metric-filters.ts";

const group = "/aws/lambda/orders";

function compile(pattern: string, transformation: { [key: string]: Json }) {
  return compileLogMetricFilters(
    planOf([
      "aws:cloudwatch/logMetricFilter:LogMetricFilter",
      "Memory",
      {
        name: "memory",
        logGroupName: group,
        pattern,
        metricTransformation: { namespace: "Orders", name: "Memory", ...transformation },
      },
    ]),
  );
}

function open(pattern: string, transformation: { [key: string]: Json }) {
  const clock = createManualClock();
  const { sink, values, named } = collectMetrics();
  const { compiled: filters, ...problems } = compile(pattern, transformation);
  expect(problems).toEqual({ refused: [], notImplemented: [] });
  const { received } = createLogMetricFilters(filters, { metrics: sink, clock });
  return {
    clock,
    values: (dimensions: { readonly [name: string]: string } = {}) => values("Memory", dimensions),
    all: () => named("Memory"),
    write: (line: object | string, logGroup = group) =>
      received({
        functionName: "orders",
        logGroup,
        logStream: "stream",
        timestampMs: clock.nowMs(),
        line: typeof line === "string" ? line : JSON.stringify(line),
      }),
  };
}

const report = (maxMemoryUsedMB: number) => ({
  type: "platform.report",
  record: { metrics: { maxMemoryUsedMB } },
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/MonitoringLogData.html
test("each line that matches counts as the value, and lines of other groups do not", () => {
  const { write, values } = open("ERROR", { value: "1" });
  write("ERROR one");
  write("INFO two");
  write("ERROR three");
  write("ERROR elsewhere", "/aws/lambda/other");
  expect(values()).toEqual([1, 1]);
});

test("the value is taken from the line, with unit and time", () => {
  const { write, all, clock } = open('{ $.type = "platform.report" }', {
    value: "$.record.metrics.maxMemoryUsedMB",
    unit: "Megabytes",
  });
  write(report(90));
  write({ type: "platform.report", record: {} });
  write({ type: "platform.start", record: { metrics: { maxMemoryUsedMB: 1 } } });
  expect(all()).toMatchObject([
    { namespace: "Orders", unit: "Megabytes", value: 90, atMs: clock.nowMs() },
  ]);
});

test("dimensions are taken from the line, and without one there is no metric", () => {
  const { write, values, all } = open('{ $.level = "ERROR" }', {
    value: "1",
    dimensions: { service: "$.service" },
  });
  write({ level: "ERROR", service: "orders" });
  write({ level: "ERROR" });
  expect(values({ service: "orders" })).toEqual([1]);
  expect(all()).toHaveLength(1);
});

test("a minute with lines of which none matches counts as the default value", () => {
  const { write, all, clock } = open("ERROR", { value: "1", defaultValue: "0" });
  const startMs = clock.nowMs();
  write("INFO");
  write("ERROR");
  clock.advance(60_000);
  write("INFO");
  write("INFO");
  clock.advance(180_000);
  expect(all().map(({ value, atMs }) => [value, (atMs ?? 0) - startMs])).toEqual([
    [1, 0],
    [0, 60_000],
  ]);
});

test.each<[string, string, { [key: string]: Json }]>([
  ["Invalid filter pattern", "{ $.a", { value: "1" }],
  ["there is no unit Metres", "ERROR", { value: "1", unit: "Metres" }],
  ["many is no metric value", "ERROR", { value: "many" }],
  [
    "a metric with dimensions cannot have a default value",
    "ERROR",
    { value: "1", defaultValue: "0", dimensions: { a: "$.a" } },
  ],
])("a filter that a deploy would refuse is named: %s", (why, pattern, transformation) => {
  expect(compile(pattern, transformation).refused).toEqual([
    expect.stringMatching(new RegExp(`^metric filter Memory: .*${why}`)),
  ]);
});

test.each([
  ["the filter pattern [a, b]", "[a, b]", "1"],
  ["the regular expression %a%", "{ $.a = %a% }", "1"],
  ["the column $size", "ERROR", "$size"],
])("%s is not implemented, and the filter is named", (what, pattern, value) => {
  expect(compile(pattern, { value }).notImplemented).toEqual([
    expect.stringContaining(`metric filter Memory: not implemented here: ${what}`),
  ]);
});
