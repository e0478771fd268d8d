import { CloudWatchClient, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { shopDashboard } from "@stagecraft/diagram/testing/shop-dashboard";
import { openTestCloudwatch } from "@stagecraft/local-stage/cloudwatch/testing/open-test-cloudwatch";
import { AwsError } from "@stagecraft/local-stage/common/aws-error";
import { planOf } from "@stagecraft/plan/testing/plan-of";
import { expect, onTestFinished, test } from "vitest";
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

/** The local stage's CloudWatch behind the real SDK. `answers` stand for operations of AWS that it does not have. */
async function open(answers: Parameters<typeof openTestCloudwatch>[0] = {}) {
  const { options: clientOptions, nowMs } = await openTestCloudwatch(answers);
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
    draw: (
      body: string,
      more: Partial<DashboardOptions> = {},
      plan = planOf(dashboard("Overview", body)),
    ) => drawDashboard({ ...options, ...more }, { plan, cloudwatch: client, nowMs }),
  };
}

const widgets = (...given: readonly object[]) => JSON.stringify({ widgets: given });
const metric = (title: string, metrics: readonly unknown[], more: object = {}) => ({
  type: "metric",
  width: 12,
  properties: { region: "eu-west-1", view: "singleValue", stat: "Sum", title, metrics, ...more },
});

test("a dashboard of the program is drawn with the stage's values", async () => {
  const { put, draw } = await open();
  await put("Shop", "Orders", 1_234);
  const { content, lines } = await draw(
    widgets(metric("Orders", [["Shop", "Orders"]]), metric("Losses", [["Shop", "Losses"]])),
  );
  expect(content).toMatch(/^<svg .*>1,234<.*\n?<\/svg>\n$/s);
  expect(content).toContain(">no data<");
  expect(lines).toEqual([
    "shop-local-Overview: 1 of 2 metric widgets have data",
    "the stage serves no dashboards: drawn from the program",
  ]);
});

test("the dashboard that the stage has is drawn instead of the program's", async () => {
  const deployed = widgets({ type: "text", properties: { markdown: "# As deployed" } });
  const { draw } = await open({ GetDashboard: () => ({ DashboardBody: deployed }) });
  const { content, lines } = await draw(widgets());
  expect(content).toContain(">As deployed<");
  expect(lines).toEqual(["shop-local-Overview: 0 of 0 metric widgets have data"]);
});

test("an expression that the stage refuses is computed here, and one that cannot be is named", async () => {
  const { put, draw } = await open();
  await put("Shop", "Orders", 50);
  await put("Shop", "Failed", 1);
  const { content, lines } = await draw(
    widgets(
      metric("Share", [
        ["Shop", "Failed", { id: "failed", visible: false }],
        ["Shop", "Orders", { id: "orders", visible: false }],
        [{ expression: "share / 100", label: "part" }],
        [{ expression: "100 * failed / orders", id: "share", label: "percent" }],
        [{ expression: "RATE(orders)", label: "rate" }],
      ]),
    ),
  );
  expect(content).toContain(">2<");
  expect(content).toContain(">0.02<");
  expect(lines).toContain(
    'Share: the stage computes no expressions, and "RATE(orders)" is not computed here',
  );
});

test("a widget whose statistic is refused has no data, and the others have theirs", async () => {
  const { put, draw } = await open();
  await put("Shop", "Orders", 7);
  const { content, lines } = await draw(
    widgets(
      metric("Trimmed", [["Shop", "Orders", { stat: "tm90" }]]),
      metric("Orders", [["Shop", "Orders"]]),
    ),
  );
  expect(content).toContain(">7<");
  expect(lines).toContainEqual(expect.stringMatching(/^Trimmed: no data: not implemented here/));
});

test("metrics of another region are not read, and the reason is said", async () => {
  const { put, draw } = await open();
  await put("Shop", "Orders", 7);
  const { content, lines } = await draw(
    widgets(metric("Elsewhere", [["Shop", "Orders"]], { region: "eu-central-1" })),
  );
  expect(content).toContain(">no data<");
  expect(lines.at(-1)).toBe(
    "Elsewhere: no data: its metrics are in eu-central-1, and only those in eu-west-1 are read",
  );
});

test("alarms have the states that the stage gives, and without them the reason is said", async () => {
  const AlarmArn = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:shop-local-Errors";
  const body = widgets({ type: "alarm", width: 12, properties: { alarms: [AlarmArn] } });
  const asked = await open({
    DescribeAlarms: () => ({
      MetricAlarms: [{ AlarmName: "shop-local-Errors", AlarmArn, StateValue: "ALARM" }],
    }),
  });
  expect((await asked.draw(body)).content).toContain(">ALARM<");
  const refusing = await open({
    DescribeAlarms: () => {
      throw new AwsError("NotImplemented", "not implemented here: alarms", { status: 501 });
    },
  });
  const { content, lines } = await refusing.draw(body);
  expect(content).toContain(">not known<");
  expect(lines.at(-1)).toBe("the states of the alarms are not known: not implemented here: alarms");
});

test("a dashboard of every kind of widget is drawn as a page, with the range that is asked for", async () => {
  const { draw } = await open();
  const { content } = await draw(shopDashboard, { format: "html", hours: 24 });
  expect(content).toMatch(/^<!doctype html>/);
  expect(content).toMatch(/>\d{4}-\d\d-\d\d \d\d:\d\d to \d{4}-\d\d-\d\d \d\d:\d\d UTC</);
});

test("what cannot be drawn is an error that says what to do", async () => {
  const missing = await open({
    GetDashboard: () => {
      throw new AwsError("ResourceNotFound", "Dashboard does not exist", { status: 404 });
    },
  });
  await expect(missing.draw(widgets())).rejects.toThrow(
    "The stage test has no dashboard shop-local-Overview. Deploy the stage, then draw it again.",
  );
  const { draw } = await open();
  await expect(draw("", {}, planOf())).rejects.toThrow(
    "The program has no CloudWatch dashboard on the stage test. Declare an aws.cloudwatch.Dashboard in infra/.",
  );
  const two = planOf(dashboard("Orders", widgets()), dashboard("Costs", widgets()));
  await expect(draw("", {}, two)).rejects.toThrow("Say one of them: Orders, Costs.");
  await expect(draw("", { name: "Sales" }, two)).rejects.toThrow(
    'The program has no dashboard "Sales" on the stage test: Orders, Costs.',
  );
  await expect(draw("", { name: "Costs" }, two)).resolves.toMatchObject({
    lines: [expect.stringContaining("shop-local-Costs"), expect.any(String)],
  });
  await expect(draw(widgets({ type: "text", properties: {} }))).rejects.toThrow(
    /cannot be read:\n {2}widgets\.0\.properties\.markdown is missing\n/,
  );
});
