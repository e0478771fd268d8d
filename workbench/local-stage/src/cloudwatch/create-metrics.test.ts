import { expect, test } from "vitest";
import type { Metric } from "./metric.ts";
import { openTestMetrics } from "./testing/open-test-metrics.ts";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const ever = [0, Number.MAX_SAFE_INTEGER] as const;
const sent: Metric = {
  namespace: "Post",
  name: "ParcelSent",
  dimensions: { service: "parcels" },
  unit: "Count",
};

test("values of a minute are one data point; units and sets of dimensions are kept apart", () => {
  const { clock, metrics } = openTestMetrics();
  const startMs = clock.nowMs();
  metrics().put(sent, 2);
  metrics().put(sent, 4);
  metrics().put({ ...sent, dimensions: {} }, 100);
  metrics().put({ ...sent, unit: "None" }, 100);
  clock.advance(minuteMs);
  metrics().put(sent, 1);
  const { namespace, name, dimensions } = sent;
  expect(metrics().read(sent, ...ever)).toEqual([
    {
      unit: "Count",
      startMs,
      periodMs: minuteMs,
      point: {
        count: 2,
        sum: 6,
        minimum: 2,
        maximum: 4,
        values: new Map([
          [2, 1],
          [4, 1],
        ]),
      },
    },
    {
      unit: "Count",
      startMs: startMs + minuteMs,
      periodMs: minuteMs,
      point: { count: 1, sum: 1, minimum: 1, maximum: 1, values: new Map([[1, 1]]) },
    },
  ]);
  expect(metrics().read({ namespace, name, dimensions }, ...ever)).toHaveLength(3);
});

test("the order of dimensions does not matter", () => {
  const { metrics, total } = openTestMetrics();
  metrics().put({ ...sent, dimensions: { a: "1", b: "2" } }, 1);
  metrics().put({ ...sent, dimensions: { b: "2", a: "1" } }, 1);
  expect(total({ ...sent, dimensions: { b: "2", a: "1" } })).toEqual({ count: 2, sum: 2 });
});

test("a restart keeps the values, and adds to them", () => {
  const stage = openTestMetrics();
  stage.metrics().put(sent, 1);
  stage.restart();
  stage.metrics().put(sent, 2);
  expect(stage.total(sent)).toEqual({ count: 2, sum: 3 });
});

test("values that cannot be stored are reported, and do not end the stage", () => {
  const { metrics, reports, state } = openTestMetrics();
  metrics().put(sent, 1);
  state().sqlite.exec("DROP TABLE cloudwatch_data_points");
  metrics().close();
  expect(reports.all()).toMatchObject([
    { kind: "failed", message: expect.stringMatching(/^the stage's metrics cannot be stored: /) },
  ]);
});

test("a value that could not be stored is stored with the next ones", () => {
  const { metrics, state, total } = openTestMetrics();
  state().sqlite.exec(`CREATE TRIGGER refuse BEFORE INSERT ON cloudwatch_data_points
    BEGIN SELECT raise(ABORT, 'refused'); END`);
  metrics().put(sent, 1);
  expect(() => metrics().custom()).toThrow("refused");
  state().sqlite.exec("DROP TRIGGER refuse");
  metrics().put(sent, 2);
  expect(total(sent)).toEqual({ count: 2, sum: 3 });
});

test("the program's own metrics are listed with the sum of their values", () => {
  const { metrics } = openTestMetrics();
  metrics().put(sent, 2);
  metrics().put(sent, 3);
  metrics().put({ ...sent, namespace: "AWS/SQS" }, 1);
  expect(metrics().custom()).toEqual([{ ...sent, count: 2, sum: 5 }]);
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html#metrics-retention
test.each([
  [14, minuteMs, 10],
  [16, 5 * minuteMs, 2],
  [62, 5 * minuteMs, 2],
  [64, 60 * minuteMs, 1],
  [454, 60 * minuteMs, 1],
])("after %i days the shortest period is %i ms", (days, periodMs, points) => {
  const { clock, metrics, total } = openTestMetrics();
  for (let minute = 0; minute < 10; minute += 1) {
    metrics().put(sent, minute);
    clock.advance(minuteMs);
  }
  clock.advance(days * dayMs);
  const stored = metrics().read(sent, ...ever);
  expect(stored.map((each) => each.periodMs)).toEqual(Array(points).fill(periodMs));
  expect(total(sent)).toEqual({ count: 10, sum: 45 });
});

test("after 455 days the values are gone, and a metric without values with them", () => {
  const { clock, metrics } = openTestMetrics();
  metrics().put(sent, 1);
  clock.advance(456 * dayMs);
  expect(metrics().read(sent, ...ever)).toEqual([]);
  expect(metrics().activeSince(0)).toEqual([]);
  metrics().put(sent, 1);
  expect(metrics().custom()).toMatchObject([{ count: 1 }]);
});

test("a watched metric has its stored minutes, new values and late ones, in one unit or in all", () => {
  const { clock, metrics } = openTestMetrics();
  const startMs = clock.nowMs();
  metrics().put(sent, 1);
  clock.advance(minuteMs);
  const { namespace, name, dimensions } = sent;
  const inCount = metrics().watch(sent, 10 * minuteMs);
  const inAll = metrics().watch({ namespace, name, dimensions }, 10 * minuteMs);
  metrics().put(sent, 2);
  metrics().put({ ...sent, unit: "None" }, 4);
  metrics().put(sent, 8, startMs);
  metrics().put({ ...sent, dimensions: {} }, 100);
  expect(inCount.dataPoint(startMs, minuteMs)).toMatchObject({ count: 2, sum: 9 });
  expect(inCount.dataPoint(startMs + minuteMs, minuteMs)?.sum).toBe(2);
  expect(inAll.dataPoint(startMs + minuteMs, minuteMs)?.sum).toBe(6);
  expect(inAll.dataPoint(startMs, 2 * minuteMs)).toMatchObject({ count: 4, sum: 15, maximum: 8 });
  expect(inAll.dataPoint(startMs + 2 * minuteMs, minuteMs)).toBeUndefined();
});

test("a watched metric is kept as long as its longest watcher asks, and no longer", () => {
  const { clock, metrics } = openTestMetrics();
  const startMs = clock.nowMs();
  metrics().put(sent, 1);
  const watched = metrics().watch(sent, 2 * minuteMs);
  clock.advance(3 * minuteMs);
  expect(watched.dataPoint(startMs, minuteMs)).toBeUndefined();
  metrics().watch(sent, 5 * minuteMs);
  expect(watched.dataPoint(startMs, minuteMs)?.sum).toBe(1);
});
