import type { AlarmChange } from "@stagecraft/local-stage/cloudwatch/alarms/alarm-change";
import { expect, test } from "vitest";
import { createAlarmLines } from "./alarm-lines.ts";

const action = { action: "arn:topic", outcome: "succeeded" } as const;

const change = (
  from: AlarmChange["from"],
  to: AlarmChange["to"],
  actions: AlarmChange["actions"] = [],
): AlarmChange => ({
  alarm: "OrdersAge",
  alarmName: "stagecraft-local-OrdersAge",
  from,
  to,
  reason: "Threshold Crossed",
  atMs: 0,
  actions,
});

test.each<[string, AlarmChange, readonly string[]]>([
  [
    "begins to fire",
    change("OK", "ALARM"),
    ["the alarm OrdersAge fires: npm run alarms -- OrdersAge --state DIR"],
  ],
  ["stops", change("ALARM", "OK"), ["the alarm OrdersAge fires no more: it is OK"]],
  [
    "loses its data, and tells of that",
    change("OK", "INSUFFICIENT_DATA", [action]),
    ["the alarm OrdersAge has no data any more: npm run alarms -- OrdersAge --state DIR"],
  ],
  ["loses its data", change("OK", "INSUFFICIENT_DATA"), []],
  ["gets its first data", change("INSUFFICIENT_DATA", "OK"), []],
])("an alarm that %s is said in %j", (_what, given, expected) => {
  const lines: string[] = [];
  createAlarmLines((line) => lines.push(line), " --state DIR")(given);
  expect(lines).toEqual(expected);
});
