import type { AlarmState, DashboardData, Series } from "../src/dashboard/dashboard-data.ts";

const region = "eu-west-1";
const alarm = (name: string) => `arn:aws:cloudwatch:${region}:123456789012:alarm:shop-dev-${name}`;
const minuteMs = 60_000;
const endMs = Date.UTC(2026, 10, 30, 13, 0);
const startMs = endMs - 180 * minuteMs;

const at = (x: number, y: number, width: number, height: number) => ({ x, y, width, height });
const text = (place: object, markdown: string) => ({
  type: "text",
  ...place,
  properties: { markdown },
});
const metric = (place: object, properties: object) => ({
  type: "metric",
  ...place,
  properties: { region, ...properties },
});
const one = (place: object, title: string, words: readonly unknown[]) =>
  metric(place, { title, view: "singleValue", stat: "Sum", metrics: [words] });

/** The JSON of a dashboard with each kind of widget: business numbers on top, then each hop of an order. */
export const shopDashboard = JSON.stringify({
  start: "-PT3H",
  widgets: [
    text(
      at(0, 0, 24, 1),
      "## Orders\nPlaced, paid and fulfilled. [Runbooks](https://example.com/runbooks)",
    ),
    one(at(0, 1, 4, 3), "Orders placed", ["Shop", "OrdersPlaced"]),
    one(at(4, 1, 4, 3), "Orders fulfilled", ["Shop", "OrdersFulfilled"]),
    one(at(8, 1, 4, 3), "Revenue in euros", ["Shop", "Revenue"]),
    metric(at(12, 1, 6, 3), {
      title: "Orders that failed",
      view: "singleValue",
      metrics: [
        ["Shop", "OrdersRefused", { label: "out of stock" }],
        [".", "OrdersDeclined", { label: "payment declined" }],
        [".", "OrdersLost", { label: "lost" }],
      ],
    }),
    metric(at(18, 1, 6, 3), {
      title: "Orders per minute",
      metrics: [["Shop", "OrdersPlaced", { label: "Orders per minute" }]],
    }),
    {
      type: "alarm",
      ...at(0, 4, 24, 3),
      properties: {
        title: "Alarms",
        alarms: [
          ...["ShopApi5xx", "ShopApiLatency", "OrdersAge", "ParcelsDeadLetters"],
          ...["DeliveryFailed", "OutboxLag", "OrderStreamIteratorAge", "DatabaseCapacity"],
        ].map(alarm),
      },
    },
    text(at(0, 7, 24, 1), "## API"),
    metric(at(0, 8, 8, 6), {
      title: "Requests",
      view: "timeSeries",
      stacked: true,
      stat: "Sum",
      period: 60,
      metrics: [
        ["AWS/ApiGateway", "Count", "ApiId", "a1b2c3", { id: "all", visible: false }],
        [".", "4xx", ".", ".", { id: "refused", label: "4xx" }],
        [".", "5xx", ".", ".", { id: "failed", label: "5xx", color: "#d62728" }],
        [{ expression: "all - refused - failed", label: "2xx and 3xx", id: "good" }],
      ],
      yAxis: { left: { label: "requests a minute", min: 0 } },
    }),
    metric(at(8, 8, 8, 6), {
      title: "Latency",
      period: 60,
      metrics: [
        ["AWS/ApiGateway", "Latency", "ApiId", "a1b2c3", { stat: "p50", label: "p50" }],
        ["...", { stat: "p99", label: "p99" }],
      ],
      yAxis: { left: { label: "ms", min: 0 } },
      annotations: {
        horizontal: [{ value: 800, label: "objective 800 ms" }],
        vertical: [{ value: "2026-11-30T11:40:00Z", label: "deploy 42", color: "#59636e" }],
      },
    }),
    metric(at(16, 8, 4, 6), {
      title: "Share of 5xx",
      view: "gauge",
      metrics: [["Shop", "FailedShare", { label: "% of requests, 5 min" }]],
      yAxis: { left: { min: 0, max: 5 } },
    }),
    metric(at(20, 8, 4, 6), {
      title: "Slowest routes, p99 ms",
      view: "bar",
      metrics: [
        ["Shop", "Latency", "Route", "POST /orders"],
        ["...", "GET /orders/{id}"],
        ["...", "POST /orders/{id}/cancellation"],
        ["...", "GET /products"],
        ["...", "GET /health"],
      ],
    }),
    text(at(0, 14, 24, 1), "## Queue, workflow and stream"),
    metric(at(0, 15, 8, 6), {
      title: "Messages in Orders",
      stat: "Maximum",
      metrics: [
        [
          "AWS/SQS",
          "ApproximateNumberOfMessagesVisible",
          "QueueName",
          "shop-dev-Orders",
          { label: "waiting" },
        ],
        [
          ".",
          "ApproximateAgeOfOldestMessage",
          ".",
          ".",
          { label: "oldest, in seconds", yAxis: "right" },
        ],
      ],
      yAxis: { left: { label: "messages" }, right: { label: "seconds" } },
    }),
    metric(at(8, 15, 8, 6), {
      title: "Errors by function",
      stat: "Sum",
      metrics: [
        ["AWS/Lambda", "Errors", "FunctionName", "shop-dev-ShopApi"],
        ["...", "shop-dev-Packing"],
        ["...", "shop-dev-Shelf"],
        ["...", "shop-dev-TakeMoney"],
        ["...", "shop-dev-TillCallback"],
        ["...", "shop-dev-HandOver"],
        ["...", "shop-dev-Courier"],
        ["...", "shop-dev-Ledger"],
      ],
    }),
    metric(at(16, 15, 4, 6), {
      title: "Iterator age",
      metrics: [["AWS/Kinesis", "GetRecords.IteratorAgeMilliseconds", "StreamName", "OrderStream"]],
    }),
    {
      type: "log",
      ...at(20, 15, 4, 6),
      properties: {
        region,
        title: "Last errors",
        query:
          "SOURCE '/aws/lambda/shop-dev-ShopApi' | fields @timestamp, code, orderId | filter level = 'error' | sort @timestamp desc | limit 20",
      },
    },
  ],
});

const minutes = Array.from({ length: 181 }, (_, index) => index);
/** A wave with some unevenness, the same in every run. */
const wave = (level: number, swing: number, phase = 0) =>
  minutes.map((minute) =>
    Math.max(
      0,
      level +
        swing * Math.sin((minute + phase) / 23) +
        (swing / 6) * Math.sin((minute + phase) / 2.3) * Math.sin(minute / 7.1),
    ),
  );
const series = (metric: number, values: readonly (number | undefined)[]): Series => ({
  metric,
  points: values.flatMap((value, minute) =>
    value === undefined ? [] : { timeMs: startMs + minute * minuteMs, value },
  ),
});
const last = (metric: number, value: number) => series(metric, [...Array(180), value]);
const rounded = (values: readonly number[]) => values.map(Math.round);

/** Values for it: a busy system whose latency rises after a deploy, and one alarm. */
export const shopData: DashboardData = {
  startMs,
  endMs,
  series: new Map<number, readonly Series[]>([
    [1, [last(0, 4_218)]],
    [2, [last(0, 4_102)]],
    [3, [last(0, 187_342.5)]],
    [4, [last(0, 61), last(1, 48), last(2, 0)]],
    [5, [series(0, rounded(wave(24, 8)))]],
    [
      8,
      [
        series(1, rounded(wave(6, 4, 9))),
        series(
          2,
          minutes.map((minute) => (minute > 100 && minute < 118 ? 4 : 0)),
        ),
        series(3, rounded(wave(140, 40))),
      ],
    ],
    [
      9,
      [
        series(0, wave(62, 9)),
        series(
          1,
          wave(310, 70).map((value, minute) => (minute > 100 ? value + 380 : value)),
        ),
      ],
    ],
    [10, [last(0, 0.42)]],
    [11, [last(0, 690), last(1, 84.2), last(2, 212), last(3, 48), last(4, 3.1)]],
    [13, [series(0, rounded(wave(30, 28, 40))), series(1, wave(14, 13, 50))]],
    [
      14,
      [
        series(
          0,
          minutes.map((minute) => (minute > 100 && minute < 118 ? 4 : 0)),
        ),
        series(
          3,
          minutes.map((minute) => (minute % 37 === 0 ? 2 : 0)),
        ),
        series(
          6,
          minutes.map((minute) => (minute < 60 || minute > 90 ? 0 : undefined)),
        ),
      ],
    ],
  ]),
  alarms: new Map<string, AlarmState>([
    ...["ShopApi5xx", "OrdersAge", "ParcelsDeadLetters", "DeliveryFailed", "OutboxLag"].map(
      (name): [string, AlarmState] => [alarm(name), "OK"],
    ),
    [alarm("ShopApiLatency"), "ALARM"],
    [alarm("OrderStreamIteratorAge"), "INSUFFICIENT_DATA"],
  ]),
};
