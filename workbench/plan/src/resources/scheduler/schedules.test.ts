import { expect, test } from "vitest";
import { planOf, type TestResource } from "../../../testing/plan-of.ts";
import type { Resource } from "../../plan.ts";
import { scheduleGroupsOf, schedulesOf } from "./schedules.ts";

const target = { arn: "arn:aws:lambda:eu-west-1:123456789012:function:a", roleArn: "role" };
const schedule = (inputs: Resource["inputs"], outputs: Resource["outputs"] = {}): TestResource => [
  "aws:scheduler/schedule:Schedule",
  "Hourly",
  { name: "hourly", scheduleExpression: "rate(1 hour)", target, ...inputs },
  { arn: "arn:aws:scheduler:eu-west-1:123456789012:schedule/default/hourly", ...outputs },
];

// https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html
test("a schedule that says little has Scheduler's defaults", () => {
  expect(schedulesOf(planOf(schedule({ flexibleTimeWindow: { mode: "OFF" } })))).toEqual([
    {
      logicalName: "Hourly",
      name: "hourly",
      group: "default",
      arn: "arn:aws:scheduler:eu-west-1:123456789012:schedule/default/hourly",
      expression: "rate(1 hour)",
      timezone: "UTC",
      enabled: true,
      actionAfterCompletion: "NONE",
      targetArn: target.arn,
      roleArn: "role",
      input: "{}",
      maximumRetryAttempts: 185,
      maximumEventAgeSeconds: 86_400,
    },
  ]);
});

test("what the program says of a schedule is read", () => {
  const given = schedule(
    {
      description: "reminds",
      state: "DISABLED",
      scheduleExpressionTimezone: "Europe/Berlin",
      flexibleTimeWindow: { mode: "FLEXIBLE", maximumWindowInMinutes: 15 },
      startDate: "2027-01-01T00:00:00Z",
      endDate: "2027-02-01T00:00:00Z",
      actionAfterCompletion: "DELETE",
      kmsKeyArn: "key",
      target: {
        ...target,
        input: "[1]",
        retryPolicy: { maximumRetryAttempts: 2, maximumEventAgeInSeconds: 60 },
        deadLetterConfig: { arn: "queue" },
      },
    },
    { groupName: "bells" },
  );
  expect(schedulesOf(planOf(given))).toMatchObject([
    {
      group: "bells",
      description: "reminds",
      timezone: "Europe/Berlin",
      enabled: false,
      flexibleWindowMinutes: 15,
      startDateMs: Date.UTC(2027, 0, 1),
      endDateMs: Date.UTC(2027, 1, 1),
      actionAfterCompletion: "DELETE",
      kmsKeyArn: "key",
      input: "[1]",
      maximumRetryAttempts: 2,
      maximumEventAgeSeconds: 60,
      deadLetterArn: "queue",
    },
  ]);
});

test("the default group exists beside those of the program", () => {
  const group: TestResource = [
    "aws:scheduler/scheduleGroup:ScheduleGroup",
    "Bells",
    { name: "bells" },
  ];
  expect(scheduleGroupsOf(planOf(group))).toEqual(["default", "bells"]);
});
