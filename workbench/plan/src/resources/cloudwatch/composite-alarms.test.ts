import { expect, test } from "vitest";
import { planOf } from "../../../testing/plan-of.ts";
import { compositeAlarmsOf } from "./composite-alarms.ts";

const arn = "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:orders";

test("a composite alarm is read with its rule, its actions and its suppressor", () => {
  const plan = planOf(
    [
      "aws:cloudwatch/compositeAlarm:CompositeAlarm",
      "OrdersHurt",
      {
        alarmName: "orders",
        alarmRule: 'ALARM("a") OR ALARM("b")',
        alarmDescription: "Orders fail.",
        okActions: ["arn:aws:sns:eu-west-1:123456789012:page"],
        actionsSuppressor: { alarm: "maintenance", waitPeriod: 120, extensionPeriod: 180 },
      },
      { arn },
    ],
    [
      "aws:cloudwatch/compositeAlarm:CompositeAlarm",
      "Plain",
      { alarmName: "plain", alarmRule: "FALSE" },
      { arn: `${arn}-plain` },
    ],
  );
  expect(compositeAlarmsOf(plan)).toEqual([
    {
      logicalName: "OrdersHurt",
      name: "orders",
      arn,
      description: "Orders fail.",
      rule: 'ALARM("a") OR ALARM("b")',
      actionsSuppressor: {
        alarm: "maintenance",
        waitPeriodSeconds: 120,
        extensionPeriodSeconds: 180,
      },
      actionsEnabled: true,
      alarmActions: [],
      okActions: ["arn:aws:sns:eu-west-1:123456789012:page"],
      insufficientDataActions: [],
    },
    {
      logicalName: "Plain",
      name: "plain",
      arn: `${arn}-plain`,
      rule: "FALSE",
      actionsEnabled: true,
      alarmActions: [],
      okActions: [],
      insufficientDataActions: [],
    },
  ]);
});
