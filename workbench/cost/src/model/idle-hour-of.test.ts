import { planOf, type TestResource } from "@stagecraft/plan/testing/plan-of";
import { expect, test } from "vitest";
import type { MeteredUse } from "../usage/metered-use.ts";
import { idleHourOf } from "./idle-hour-of.ts";

const functionArn = "arn:aws:lambda:eu-west-1:123456789012:function:relay";
const scheduleArn = "arn:aws:scheduler:eu-west-1:123456789012:schedule/default/relay";

const scheduleType = "aws:scheduler/schedule:Schedule";

function planWith(scheduleExpression: string, state = "ENABLED", ...more: readonly TestResource[]) {
  return planOf(
    [
      "aws:lambda/function:Function",
      "RelayFunction",
      { loggingConfig: { logGroup: "/aws/lambda/relay" } },
      { arn: functionArn },
    ],
    ["aws:cloudwatch/logGroup:LogGroup", "RelayLogGroup", {}, { id: "/aws/lambda/relay" }],
    [
      scheduleType,
      "RelaySchedule",
      { name: "relay", scheduleExpression, state, target: { arn: `${functionArn}:live` } },
      { arn: scheduleArn },
    ],
    ...more,
  );
}

const scheduleOf = (name: string, targetArn: string): TestResource => [
  scheduleType,
  name,
  { name, scheduleExpression: "rate(30 minutes)", target: { arn: targetArn } },
  { arn: `${scheduleArn}-${name}` },
];

const use = (name: string, unit: MeteredUse["unit"], amount: number): MeteredUse => ({
  type: name === "RelaySchedule" ? scheduleType : "",
  name,
  unit,
  amount,
});
/** An hour in which the schedule ran each minute. */
const measured = [
  use("Other", "log-bytes", 100),
  use("RelayFunction", "lambda-requests", 60),
  use("RelayLogGroup", "log-bytes", 6_000),
  use("RelaySchedule", "scheduler-invocations", 60),
];

test.each([
  ["each minute", "rate(1 minute)", 1],
  ["each quarter of an hour", "rate(15 minutes)", 4 / 60],
  ["each hour", "cron(0 * * * ? *)", 1 / 60],
  ["once a day", "rate(1 day)", 1 / 24 / 60],
])("a schedule that runs %s causes as much of what was measured", (_what, expression, factor) => {
  expect(idleHourOf(planWith(expression), measured)).toEqual([
    use("Other", "log-bytes", 100),
    use("RelayFunction", "lambda-requests", 60 * factor),
    use("RelayLogGroup", "log-bytes", 6_000 * factor),
    use("RelaySchedule", "scheduler-invocations", 60 * factor),
  ]);
});

test("a second schedule of the function causes as much as the first for each run", () => {
  const plan = planWith("rate(1 minute)", "ENABLED", scheduleOf("Again", functionArn));
  expect(idleHourOf(plan, measured)).toEqual([
    use("Other", "log-bytes", 100),
    { ...use("RelayFunction", "lambda-requests", 0), amount: expect.closeTo(62) },
    { ...use("RelayLogGroup", "log-bytes", 0), amount: expect.closeTo(6_200) },
    use("RelaySchedule", "scheduler-invocations", 60),
    { type: scheduleType, name: "Again", unit: "scheduler-invocations", amount: 2 },
  ]);
});

test("a schedule of a function that was never measured causes its calls, which are not free", () => {
  const arn = `${functionArn}-new`;
  const functionType = "aws:lambda/function:Function";
  const declared: TestResource = [functionType, "NewFunction", {}, { arn }];
  const plan = planWith("rate(1 minute)", "ENABLED", declared, scheduleOf("New", arn));
  expect(idleHourOf(plan, measured).slice(measured.length)).toEqual([
    { type: scheduleType, name: "New", unit: "scheduler-invocations", amount: 2 },
    { type: functionType, name: "NewFunction", unit: "lambda-requests", amount: 2 },
  ]);
});

test("a schedule that is switched off causes nothing", () => {
  const [, relay] = idleHourOf(planWith("rate(1 minute)", "DISABLED"), measured);
  expect(relay?.amount).toBe(0);
});

test("what was measured stays without its schedule", () => {
  expect(idleHourOf(planOf(), measured)).toEqual(measured);
});
