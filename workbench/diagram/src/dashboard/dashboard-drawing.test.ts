import type { DashboardBody } from "@stagecraft/plan/resources/cloudwatch/dashboard-body";
import { readDashboardBody } from "@stagecraft/plan/resources/cloudwatch/read-dashboard-body";
import { expect, test } from "vitest";
import { dashboardFaults } from "../../testing/dashboard-faults.ts";
import { generatedDashboard } from "../../testing/generated-dashboard.ts";
import { shopDashboard, shopData } from "../../testing/shop-dashboard.ts";
import type { AlarmState, DashboardData } from "./dashboard-data.ts";
import { dashboardDrawing } from "./dashboard-drawing.ts";
import type { Shape } from "./shape.ts";

function bodyOf(text: string): DashboardBody {
  const result = readDashboardBody(text);
  if (!result.ok) throw new Error(result.problems.join("\n"));
  return result.body;
}

const empty: DashboardData = { ...shopData, series: new Map(), alarms: new Map() };

/** The shapes of a dashboard with this widget alone. */
function shapesOf(widget: object, data: Partial<DashboardData> = {}): readonly Shape[] {
  const body = bodyOf(JSON.stringify({ widgets: [widget] }));
  return dashboardDrawing("shop-dev", body, { ...empty, ...data }).widgets[0]?.shapes ?? [];
}

const textsOf = (shapes: readonly Shape[]) =>
  shapes.flatMap((shape) => (shape.kind === "text" ? shape.text : []));

const metric = (properties: object) => ({
  type: "metric",
  width: 12,
  properties: { region: "eu-west-1", metrics: [["Shop", "Orders"]], ...properties },
});
const values = (...numbers: readonly number[]) =>
  new Map([
    [
      0,
      [
        {
          metric: 0,
          points: numbers.map((value, index) => ({
            timeMs: empty.startMs + index * 60_000,
            value,
          })),
        },
      ],
    ],
  ]);

test.each([
  ["with data", shopData],
  ["without data", empty],
])("a dashboard of every kind of widget %s has every text in its place", (_what, data) => {
  expect(dashboardFaults(dashboardDrawing("shop-dev", bodyOf(shopDashboard), data))).toEqual([]);
});

test.each(Array.from({ length: 60 }, (_, seed) => [seed]))(
  "seed %i: any dashboard has every text in its place",
  (seed) => {
    const { body, data } = generatedDashboard(seed);
    expect(dashboardFaults(dashboardDrawing("shop-dev", bodyOf(body), data))).toEqual([]);
  },
);

test("widgets stand on a grid of 24 columns", () => {
  const { widgets, width } = dashboardDrawing("", bodyOf(shopDashboard), empty);
  const [first] = widgets;
  const rightmost = Math.max(...widgets.map(({ place }) => place.x + place.width));
  expect(first?.place).toMatchObject({ x: 14, width: 952 });
  expect(rightmost).toBe(width - 14);
});

test("a single value is the last one, and without any the widget says so", () => {
  const widget = metric({ view: "singleValue", title: "Orders" });
  expect(textsOf(shapesOf(widget, { series: values(5, 12) }))).toEqual(["Orders", "12"]);
  expect(textsOf(shapesOf(widget))).toEqual(["Orders", "no data"]);
});

test("single values that find no room are counted", () => {
  const metrics = Array.from({ length: 40 }, (_, index) => ["Shop", `Orders${index}`]);
  const texts = textsOf(shapesOf({ ...metric({ view: "singleValue", metrics }), height: 3 }));
  expect(texts.at(-1)).toMatch(/^\d+ more$/);
  const shown = texts.filter((text) => text === "no data").length;
  expect(texts.at(-1)).toBe(`${40 - shown} more`);
});

test("a metric that is not visible is not drawn", () => {
  const metrics = [
    ["Shop", "Orders", { visible: false, id: "m1" }],
    [{ expression: "m1 * 2", label: "Twice" }],
  ];
  expect(textsOf(shapesOf(metric({ metrics })))).not.toContain("Orders");
});

test("a line ends where data is missing, and a lonely value is a dot", () => {
  const points = [0, 60_000, 120_000, 600_000].map((ms) => ({
    timeMs: empty.startMs + ms,
    value: 3,
  }));
  const shapes = shapesOf(metric({}), { series: new Map([[0, [{ metric: 0, points }]]]) });
  const lines = shapes.filter((shape) => shape.kind === "line" && shape.paint !== "edge");
  expect(lines).toMatchObject([{ points: [{}, {}, {}] }]);
  expect(shapes.filter(({ kind }) => kind === "dot")).toHaveLength(1);
});

test("an annotation is a dashed line with its label, and the axis reaches to it", () => {
  const annotations = { horizontal: [{ value: 95, label: "limit", color: "#d62728" }] };
  const shapes = shapesOf(metric({ annotations }), { series: values(10, 20) });
  expect(shapes).toContainEqual(
    expect.objectContaining({ kind: "line", isDashed: true, paint: { exact: "#d62728" } }),
  );
  expect(textsOf(shapes)).toEqual(expect.arrayContaining(["limit", "100"]));
});

test("alarms stand with those in ALARM first, and without the beginning that all share", () => {
  const arn = (name: string) => `arn:aws:cloudwatch:eu-west-1:123456789012:alarm:shop-dev-${name}`;
  const alarms = ["Age", "Errors", "Lag"].map(arn);
  const shapes = shapesOf(
    { type: "alarm", width: 12, properties: { title: "Alarms", alarms } },
    {
      alarms: new Map([
        [arn("Age"), "OK"],
        [arn("Errors"), "ALARM"],
      ]),
    },
  );
  expect(textsOf(shapes)).toEqual(["Alarms", "ALARM", "Errors", "OK", "Age", "not known", "Lag"]);
});

test("of an alarm widget with states, the alarms in them are drawn, and those whose state is not known", () => {
  const arn = (name: string) => `arn:aws:cloudwatch:eu-west-1:123456789012:alarm:shop-dev-${name}`;
  const alarms = ["Age", "Errors", "Lag"].map(arn);
  const widget = { type: "alarm", width: 12, properties: { alarms, states: ["ALARM"] } };
  const drawn = (...states: readonly (readonly [string, AlarmState])[]) =>
    textsOf(
      shapesOf(widget, { alarms: new Map(states.map(([name, state]) => [arn(name), state])) }),
    );
  expect(drawn(["Age", "OK"], ["Errors", "ALARM"])).toEqual([
    ...["ALARM", "Errors"],
    ...["not known", "Lag"],
  ]);
  expect(drawn(["Age", "OK"], ["Errors", "OK"], ["Lag", "INSUFFICIENT_DATA"])).toEqual([
    "none of 3 alarms is in ALARM",
  ]);
});

test("a line without values is named so in the legend, unless the whole graph has none", () => {
  const metrics = [
    ["Shop", "Orders"],
    ["Shop", "Losses"],
  ];
  const texts = textsOf(shapesOf(metric({ metrics }), { series: values(1, 2) }));
  expect(texts.slice(-2)).toEqual(["Orders", "Losses (no data)"]);
  expect(textsOf(shapesOf(metric({ metrics })))).toEqual(["Orders", "Losses", "no data"]);
});

test("large numbers stand beside each other where there is room, else in rows", () => {
  const metrics = ["a", "b", "c", "d"].map((name) => ["Shop", name]);
  const heightsOf = (width: number) => {
    const widget = { ...metric({ view: "singleValue", metrics }), width, height: 4 };
    const texts = shapesOf(widget).flatMap((shape) => (shape.kind === "text" ? [shape] : []));
    return new Set(texts.filter(({ text }) => text === "no data").map(({ y }) => y)).size;
  };
  expect([heightsOf(12), heightsOf(5)]).toEqual([1, 2]);
});

test("a single alarm stands without the beginning that it shares with its dashboard", () => {
  const alarms = ["arn:aws:cloudwatch:eu-west-1:123456789012:alarm:shop-dev-Errors"];
  const widget = { type: "alarm", width: 12, properties: { alarms } };
  expect(textsOf(shapesOf(widget))).toEqual(["not known", "Errors"]);
});

test("a gauge goes from its minimum to its maximum, and no further", () => {
  const widget = metric({ view: "gauge", yAxis: { left: { min: 0, max: 10 } } });
  const reach = (value: number) =>
    shapesOf(widget, { series: values(value) }).flatMap((shape) =>
      shape.kind === "arc" && shape.paint !== "edge" ? shape.to : [],
    );
  expect([reach(2.5), reach(30), reach(-5)]).toEqual([[0.25], [1], [0]]);
});

test("the longest bar is the largest value, and a value of 0 has none", () => {
  const metrics = [
    ["Shop", "Latency", "Route", "a"],
    ["...", "b"],
    ["...", "c"],
  ];
  const series = [200, 50, 0].map((value, index) => ({
    metric: index,
    points: [{ timeMs: empty.endMs, value }],
  }));
  const shapes = shapesOf(metric({ view: "bar", metrics }), { series: new Map([[0, series]]) });
  const widths = shapes.flatMap((shape) =>
    shape.kind === "rectangle" && typeof shape.fill === "object" ? shape.width : [],
  );
  expect(widths).toHaveLength(2);
  expect(widths[0]).toBe((widths[1] ?? 0) * 4);
});

test("a query is shown as text, and a widget that is not drawn is named", () => {
  const log = {
    type: "log",
    width: 12,
    properties: { region: "eu-west-1", query: "SOURCE 'a' | limit 5" },
  };
  expect(textsOf(shapesOf(log))).toEqual(["A query, not run here:", "SOURCE 'a'", "| limit 5"]);
  expect(textsOf(shapesOf({ type: "custom", width: 12, properties: {} }))).toEqual([
    "a widget of the type custom, not drawn here",
  ]);
});

test("a text has its headings in bold, its lists with bullets, and of links only the words", () => {
  const markdown = "# Orders\nSee the [runbook](https://example.com) **first**.\n- one";
  const shapes = shapesOf({ type: "text", width: 12, properties: { markdown } });
  expect(shapes).toMatchObject([
    { text: "Orders", weight: "bold" },
    { text: "See the runbook first.", weight: "normal" },
    { text: "• one" },
  ]);
});
