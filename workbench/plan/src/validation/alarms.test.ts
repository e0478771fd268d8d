import { expect, test } from "vitest";
import { planOf } from "../../testing/plan-of.ts";
import type { Resource } from "../plan.ts";
import { alarmErrors } from "./alarms.ts";

type Inputs = Resource["inputs"];

const errors = { metricName: "Errors", namespace: "AWS/Lambda", statistic: "Sum", threshold: 0 };
const metric = { metricName: "Errors", namespace: "AWS/Lambda", period: 60, stat: "Sum" };
const topicArn = "arn:aws:sns:eu-west-1:123456789012:page";

const messagesOf = (inputs: Inputs) =>
  alarmErrors(
    planOf([
      "aws:cloudwatch/metricAlarm:MetricAlarm",
      "Errors",
      { evaluationPeriods: 1, ...inputs },
    ]),
  ).map(({ message }) => message);

test.each<[string, Inputs, RegExp | undefined]>([
  ["3 of 3", { ...errors, period: 60, evaluationPeriods: 3, datapointsToAlarm: 3 }, undefined],
  [
    "4 of 3",
    { ...errors, period: 60, evaluationPeriods: 3, datapointsToAlarm: 4 },
    /^datapointsToAlarm is 4, and may be at most evaluationPeriods, which is 3$/,
  ],
  ["a day of minutes", { ...errors, period: 60, evaluationPeriods: 1_440 }, undefined],
  [
    "more than a day of minutes",
    { ...errors, period: 60, evaluationPeriods: 1_441 },
    /together 86460; with this period at most 86400 seconds/,
  ],
  ["a week of hours", { ...errors, period: 3_600, evaluationPeriods: 168 }, undefined],
  [
    "more than a week of hours",
    { ...errors, period: 3_600, evaluationPeriods: 169 },
    /at most 604800 seconds/,
  ],
  [
    "more than a day of an expression's minutes",
    {
      evaluationPeriods: 1_441,
      metricQueries: [{ id: "m1", metric, returnData: true }],
    },
    /at most 86400 seconds/,
  ],
  [
    "no query to watch",
    { metricQueries: [{ id: "m1", metric }] },
    /^0 of its metric queries have returnData/,
  ],
  [
    "two queries to watch",
    {
      metricQueries: [
        { id: "m1", metric, returnData: true },
        { id: "m2", metric, returnData: true },
      ],
    },
    /^2 of its metric queries have returnData/,
  ],
  [
    "two queries of one id",
    {
      metricQueries: [
        { id: "m1", metric, returnData: true },
        { id: "m1", metric },
      ],
    },
    /^two metric queries have the id "m1"$/,
  ],
  [
    "an unknown id",
    {
      metricQueries: [
        { id: "m1", metric },
        { id: "share", expression: "100 * m1 / invocations", returnData: true },
      ],
    },
    /^the expression share reads "invocations", which is the id of no metric query$/,
  ],
  [
    "functions, numbers and texts that are no ids",
    {
      metricQueries: [
        { id: "m1", metric },
        {
          id: "share",
          expression: 'IF(m1 > 1e6, FILL(m1, 0), SUM(METRICS("m")))',
          returnData: true,
        },
      ],
    },
    undefined,
  ],
  [
    "a search",
    {
      metricQueries: [
        {
          id: "all",
          expression: "SEARCH('{AWS/Lambda,FunctionName} Errors', 'Sum')",
          returnData: true,
        },
      ],
    },
    /^the expression all searches for metrics/,
  ],
  [
    "an anomaly detection band",
    {
      thresholdMetricId: "band",
      metricQueries: [
        { id: "m1", metric, returnData: true },
        { id: "band", expression: "ANOMALY_DETECTION_BAND(m1, 2)", returnData: true },
      ],
    },
    undefined,
  ],
  [
    "an unknown band",
    { thresholdMetricId: "band", metricQueries: [{ id: "m1", metric, returnData: true }] },
    /^thresholdMetricId is "band", which is the id of no metric query$/,
  ],
])("a metric alarm with %s", (_what, inputs, expected) => {
  expect(messagesOf(inputs)).toEqual(expected ? [expect.stringMatching(expected)] : []);
});

test("an action that cannot be published, because SNS's own key encrypts the topic, is an error", () => {
  const alarm = { ...errors, period: 60, evaluationPeriods: 1, alarmActions: [topicArn] };
  const messagesWith = (kmsMasterKeyId: string) =>
    alarmErrors(
      planOf(
        ["aws:cloudwatch/metricAlarm:MetricAlarm", "Errors", alarm],
        ["aws:sns/topic:Topic", "Page", { kmsMasterKeyId }, { arn: topicArn }],
      ),
    );
  expect(messagesWith("alias/aws/sns")).toEqual([
    {
      resource: "Errors",
      message: expect.stringContaining("an alarm cannot publish"),
      page: expect.stringContaining("sns-key-management"),
    },
  ]);
  expect(messagesWith("alias/own")).toEqual([]);
});

const composite = (alarmName: string, alarmRule: string) =>
  ["aws:cloudwatch/compositeAlarm:CompositeAlarm", alarmName, { alarmName, alarmRule }] as const;

test("a composite alarm that depends on itself through another one is an error", () => {
  const arn = "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:first";
  const plan = planOf(
    composite("first", 'ALARM("second") AND NOT OK(Errors)'),
    composite("second", `ALARM("${arn}")`),
    composite("third", "ALARM(first)"),
  );
  expect(alarmErrors(plan).map(({ resource, message }) => [resource, message])).toEqual([
    ["first", "alarmRule depends on the alarm itself"],
    ["second", "alarmRule depends on the alarm itself"],
  ]);
});

test("a composite alarm may name 100 alarms", () => {
  const rule = (count: number) =>
    Array.from({ length: count }, (_, index) => `ALARM("a${index}")`).join(" OR ");
  expect(alarmErrors(planOf(composite("many", rule(100))))).toEqual([]);
  expect(alarmErrors(planOf(composite("many", rule(101))))).toEqual([
    expect.objectContaining({ message: "alarmRule names 101 alarms, and may name 100" }),
  ]);
});
