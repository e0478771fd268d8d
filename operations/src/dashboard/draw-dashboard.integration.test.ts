import {
  CloudWatchClient,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from "@aws-sdk/client-cloudwatch";
import { shopDashboard } from "@stagecraft/diagram/testing/shop-dashboard";
import {
  alarmArn,
  compositeAlarm,
  metricAlarm,
} from "@stagecraft/local-stage/cloudwatch/testing/open-test-alarms";
import { openTestCloudwatch } from "@stagecraft/local-stage/cloudwatch/testing/open-test-cloudwatch";
import type { Plan } from "@stagecraft/plan/plan";
import { dashboardsOf } from "@stagecraft/plan/resources/cloudwatch/dashboards";
import { planOf } from "@stagecraft/plan/testing/plan-of";
import { expect, onTestFinished, test } from "vitest";
import { DashboardError } from "./dashboard-error.ts";
import type { DashboardOptions } from "./dashboard-options.ts";
import { drawDashboard } from "./draw-dashboard.ts";

const options: DashboardOptions = {
  stage: "local",
  hours: 3,
  theme: "light",
  format: "svg",
  out: "",
};
const minuteMs = 60_000;

const dashboard = (name: string, body: string) =>
  [
    "aws:cloudwatch/dashboard:Dashboard",
    name,
    { dashboardName: `shop-local-${name}`, dashboardBody: body },
  ] as const;

/** The local stage's CloudWatch behind the real SDK, with a Plan's dashboards, or with others than those. */
async function open({
  plan,
  dashboards = dashboardsOf(plan),
  alarms = [],
}: { readonly plan: Plan } & Parameters<typeof openTestCloudwatch>[0]) {
  const { options: clientOptions, nowMs } = await openTestCloudwatch({ dashboards, alarms });
  const client = new CloudWatchClient(clientOptions);
  onTestFinished(() => client.destroy());
  return {
    client,
    put: (Namespace: string, MetricName: string, Value: number, minutesAgo = 5) =>
      client.send(
        new PutMetricDataCommand({
          Namespace,
          MetricData: [{ MetricName, Value, Timestamp: new Date(nowMs() - minutesAgo * minuteMs) }],
        }),
      ),
    draw: (more: Partial<DashboardOptions> = {}) =>
      drawDashboard({ ...options, ...more }, { plan, cloudwatch: client, nowMs }),
  };
}

const openWith = (...given: readonly object[]) =>
  open({ plan: planOf(dashboard("Overview", widgets(...given))) });
const widgets = (...given: readonly object[]) => JSON.stringify({ widgets: given });
const metric = (title: string, metrics: readonly unknown[], more: object = {}) => ({
  type: "metric",
  width: 12,
  properties: { region: "eu-west-1", view: "singleValue", stat: "Sum", title, metrics, ...more },
});

test("a dashboard is drawn with the stage's values", async () => {
  const { put, draw } = await openWith(
    metric("Orders", [["Shop", "Orders"]]),
    metric("Losses", [["Shop", "Losses"]]),
  );
  await put("Shop", "Orders", 1_234);
  const { content, lines } = await draw();
  expect(content).toMatch(/^<svg .*>1,234<.*\n?<\/svg>\n$/s);
  expect(content).toContain(">no data<");
  expect(lines).toEqual(["shop-local-Overview: 1 of 2 metric widgets have data"]);
});

test("the dashboard that the stage has is drawn, not the one in the program", async () => {
  const body = widgets({ type: "text", properties: { markdown: "# As deployed" } });
  const { draw } = await open({
    plan: planOf(dashboard("Overview", widgets())),
    dashboards: [{ name: "shop-local-Overview", body }],
  });
  const { content, lines } = await draw();
  expect(content).toContain(">As deployed<");
  expect(lines).toEqual(["shop-local-Overview: 0 of 0 metric widgets have data"]);
});

test("the stage computes expressions, also from metrics and expressions that are not shown", async () => {
  const { put, draw } = await openWith(
    metric("Share", [
      ["Shop", "Failed", { id: "failed", visible: false }],
      ["Shop", "Orders", { id: "orders", visible: false }],
      [{ expression: "share / 100", label: "part" }],
      [{ expression: "100 * failed / orders", id: "share", label: "percent" }],
    ]),
  );
  await put("Shop", "Orders", 50);
  await put("Shop", "Failed", 1);
  const { content } = await draw();
  expect(content).toContain(">2<");
  expect(content).toContain(">0.02<");
});

test.each([
  ["statistic", [["Shop", "Orders", { stat: "tm90" }]], /NotImplemented: .*tm90/],
  ["expression", [[{ expression: "orders * 2" }]], /InvalidParameterValueException: .*orders/],
])(
  "the error for one %s that CloudWatch refuses names the widget",
  async (_what, metrics, reason) => {
    const { draw } = await openWith(metric("Trimmed", metrics));
    await expect(draw()).rejects.toThrow(DashboardError);
    await expect(draw()).rejects.toThrow('the values of the widget "Trimmed"');
    await expect(draw()).rejects.toThrow(reason);
  },
);

test("metrics of another region are not read, and the reason is said", async () => {
  const { put, draw } = await openWith(
    metric("Elsewhere", [["Shop", "Orders"]], { region: "eu-central-1" }),
  );
  await put("Shop", "Orders", 7);
  const { content, lines } = await draw();
  expect(content).toContain(">no data<");
  expect(lines.at(-1)).toBe(
    "Elsewhere: no data: its metrics are in eu-central-1, and only those in eu-west-1 are read",
  );
});

test("alarms have the states that the stage gives, and one that the stage has not is not known", async () => {
  const names = ["Slow", "Errors", "Page", "Removed"].map((name) => `shop-local-${name}`);
  const alarmWidget = { type: "alarm", width: 12, properties: { alarms: names.map(alarmArn) } };
  const { client, draw } = await open({
    plan: planOf(dashboard("Overview", widgets(alarmWidget))),
    alarms: [
      metricAlarm("shop-local-Slow"),
      metricAlarm("shop-local-Errors"),
      compositeAlarm("shop-local-Page", "ALARM(shop-local-Errors)"),
    ],
  });
  await client.send(
    new SetAlarmStateCommand({
      AlarmName: "shop-local-Errors",
      StateValue: "ALARM",
      StateReason: "test",
    }),
  );
  const texts = [...(await draw()).content.matchAll(/>([^<>\n]+)<\/text>/g)].map(
    ([, text]) => text,
  );
  expect(texts.slice(2)).toEqual([
    ...["ALARM", "Errors", "ALARM", "Page"],
    ...["NO DATA", "Slow", "not known", "Removed"],
  ]);
});

test("a dashboard of every kind of widget is drawn as a page, with the range that is asked for", async () => {
  const { draw } = await open({ plan: planOf(dashboard("Overview", shopDashboard)) });
  const { content } = await draw({ format: "html", hours: 24 });
  expect(content).toMatch(/^<!doctype html>/);
  expect(content).toMatch(/>\d{4}-\d\d-\d\d \d\d:\d\d to \d{4}-\d\d-\d\d \d\d:\d\d UTC</);
});

test("what cannot be drawn is an error that says what to do", async () => {
  const missing = await open({
    plan: planOf(dashboard("Overview", widgets())),
    dashboards: [],
  });
  await expect(missing.draw()).rejects.toThrow(
    "The stage test has no dashboard shop-local-Overview. Deploy the stage, or start npm start again, then draw it again.",
  );
  const none = await open({ plan: planOf() });
  await expect(none.draw()).rejects.toThrow(
    "The program has no CloudWatch dashboard on the stage test. Declare an aws.cloudwatch.Dashboard in infra/.",
  );
  const unreadable = await openWith({ type: "text", properties: {} });
  await expect(unreadable.draw()).rejects.toThrow(
    /cannot be read:\n {2}widgets\.0\.properties\.markdown is missing\n/,
  );
});

test("of several dashboards, the one that is named is drawn", async () => {
  const { draw } = await open({
    plan: planOf(dashboard("Orders", widgets()), dashboard("Costs", widgets())),
  });
  await expect(draw()).rejects.toThrow("Say one of them: Orders, Costs.");
  await expect(draw({ name: "Sales" })).rejects.toThrow(
    'The program has no dashboard "Sales" on the stage test: Orders, Costs.',
  );
  await expect(draw({ name: "Costs" })).resolves.toMatchObject({
    lines: [expect.stringContaining("shop-local-Costs")],
  });
});
