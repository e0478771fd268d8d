import type { Json } from "@stagecraft/plan/plan";
import { planOf } from "@stagecraft/plan/testing/plan-of";
import { expect, test } from "vitest";
import { alarmArn, compositeAlarm, metricAlarm } from "../testing/open-test-alarms.ts";
import { compileAlarms } from "./compile-alarms.ts";

type Inputs = { readonly [key: string]: Json };

const stat: { [key: string]: Json } = {
  namespace: "Post",
  metricName: "Errors",
  period: 60,
  stat: "Sum",
};
const m1 = { id: "m1", metric: stat };
const onMath = (...metricQueries: Json[]): Inputs => ({ metricQueries });

function linesOf(inputs: Inputs) {
  const { refused, notImplemented } = compileAlarms(planOf(metricAlarm("a", inputs)));
  return { refused, notImplemented };
}

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
test.each<[string, Inputs]>([
  ["Exactly one of the metrics must have ReturnData", onMath(m1)],
  [
    "Exactly one of the metrics must have ReturnData",
    onMath({ ...m1, returnData: true }, { id: "e", expression: "m1", returnData: true }),
  ],
  ["Exactly one of Threshold and ThresholdMetricId", { threshold: null }],
  ["The value Parcels for parameter Unit is invalid", { unit: "Parcels" }],
  ["The value Most for parameter Stat is not supported", { statistic: "Most" }],
  ["unknown id m2", onMath(m1, { id: "e", expression: "m1 / m2", returnData: true })],
  [
    "The watched expression e must be a single time series, not a number",
    onMath(m1, { id: "e", expression: "SUM(m1)", returnData: true }),
  ],
  [
    "The watched expression e must be a single time series, not an array of time series",
    onMath(m1, { ...m1, id: "m2" }, { id: "e", expression: "METRICS()", returnData: true }),
  ],
  [
    "must be an ANOMALY_DETECTION_BAND",
    {
      threshold: null,
      thresholdMetricId: "e",
      ...onMath({ ...m1, returnData: true }, { id: "e", expression: "m1 * 2" }),
    },
  ],
])("CloudWatch refuses, and the alarm is named: %s", (why, inputs) => {
  expect(linesOf(inputs)).toEqual({
    refused: [expect.stringMatching(new RegExp(`^alarm aAlarm: .*${why}`))],
    notImplemented: [],
  });
});

test.each<[string, Inputs]>([
  ["an alarm with a period of 10 seconds", { period: 10 }],
  ["CloudWatch.PutMetricAlarm with the statistic tm90", { statistic: "tm90" }],
  ["the metric math function STDDEV", onMath(m1, { id: "e", expression: "STDDEV(m1)" })],
  [
    "an alarm on queries with different periods",
    onMath({ ...m1, returnData: true }, { id: "m2", metric: { ...stat, period: 300 } }),
  ],
  ["an alarm on the account 999999999999", onMath({ ...m1, accountId: "999999999999" })],
])("%s is not implemented here, and the alarm is named", (what, inputs) => {
  expect(linesOf(inputs)).toEqual({
    refused: [],
    notImplemented: [expect.stringContaining(`alarm aAlarm: not implemented here: ${what}`)],
  });
});

test("a composite alarm names alarms that exist, by name or ARN, also as its suppressor", () => {
  const compile = (rule: string, suppressor: string) =>
    compileAlarms(
      planOf(
        metricAlarm("a"),
        compositeAlarm("all", rule, {
          actionsSuppressor: { alarm: suppressor, waitPeriod: 60, extensionPeriod: 60 },
        }),
      ),
    ).refused;
  expect(compile(`ALARM("${alarmArn("a")}")`, "a")).toEqual([]);
  expect(compile("ALARM(b)", "a")).toEqual([
    "alarm allAlarm: There is no alarm b, which it names.",
  ]);
  expect(compile("ALARM(a)", "b")).toEqual([
    "alarm allAlarm: There is no alarm b, which it names.",
  ]);
});
