import { expect, test } from "vitest";
import { planOf } from "../../../testing/plan-of.ts";
import type { Json } from "../../plan.ts";
import { metricAlarmsOf } from "./metric-alarms.ts";

const arn = "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:orders-errors";
const required = {
  name: "orders-errors",
  comparisonOperator: "GreaterThanThreshold",
  evaluationPeriods: 3,
};

const alarmOf = (inputs: { [key: string]: Json }) =>
  metricAlarmsOf(
    planOf([
      "aws:cloudwatch/metricAlarm:MetricAlarm",
      "OrdersErrors",
      { ...required, ...inputs },
      { arn },
    ]),
  )[0];

test("an alarm on one metric is read with CloudWatch's defaults", () => {
  expect(
    alarmOf({
      namespace: "AWS/Lambda",
      metricName: "Errors",
      period: 60,
      statistic: "Sum",
      threshold: 0,
    }),
  ).toEqual({
    logicalName: "OrdersErrors",
    name: "orders-errors",
    arn,
    comparisonOperator: "GreaterThanThreshold",
    evaluationPeriods: 3,
    threshold: 0,
    treatMissingData: "missing",
    lowSampleCountPercentiles: "evaluate",
    actionsEnabled: true,
    alarmActions: [],
    okActions: [],
    insufficientDataActions: [],
    watched: {
      kind: "metric",
      metric: {
        namespace: "AWS/Lambda",
        metricName: "Errors",
        dimensions: {},
        periodSeconds: 60,
        statistic: "Sum",
      },
    },
  });
});

test("an alarm on metric math is read with its queries and its band", () => {
  const alarm = alarmOf({
    alarmDescription: "Too few orders.",
    comparisonOperator: "LessThanLowerThreshold",
    datapointsToAlarm: 2,
    thresholdMetricId: "band",
    treatMissingData: "breaching",
    evaluateLowSampleCountPercentiles: "ignore",
    actionsEnabled: false,
    alarmActions: ["arn:aws:sns:eu-west-1:123456789012:page"],
    metricQueries: [
      {
        id: "orders",
        label: "Orders",
        returnData: true,
        metric: {
          namespace: "Orders",
          metricName: "Placed",
          dimensions: { service: "shop-api" },
          period: 300,
          stat: "p50",
          unit: "Count",
        },
      },
      { id: "band", expression: "ANOMALY_DETECTION_BAND(orders, 3)", period: 300 },
    ],
  });
  expect(alarm).toMatchObject({
    description: "Too few orders.",
    datapointsToAlarm: 2,
    thresholdMetricId: "band",
    treatMissingData: "breaching",
    lowSampleCountPercentiles: "ignore",
    actionsEnabled: false,
    alarmActions: ["arn:aws:sns:eu-west-1:123456789012:page"],
  });
  expect(alarm?.threshold).toBeUndefined();
  expect(alarm?.watched).toEqual({
    kind: "queries",
    queries: [
      {
        id: "orders",
        label: "Orders",
        returnData: true,
        kind: "metric",
        metric: {
          namespace: "Orders",
          metricName: "Placed",
          dimensions: { service: "shop-api" },
          periodSeconds: 300,
          statistic: "p50",
          unit: "Count",
        },
      },
      {
        id: "band",
        returnData: false,
        kind: "expression",
        expression: "ANOMALY_DETECTION_BAND(orders, 3)",
        periodSeconds: 300,
      },
    ],
  });
});

test.each<[string, { [key: string]: Json }]>([
  ["comparisonOperator", { comparisonOperator: "MoreThan" }],
  ["treatMissingData", { treatMissingData: "good" }],
  ["statistic", { namespace: "AWS/SQS", metricName: "Age", period: 60 }],
  ["period", { namespace: "AWS/SQS", metricName: "Age", statistic: "Sum" }],
  ["metricName", { namespace: "AWS/SQS", period: 60, statistic: "Sum" }],
])("an alarm with a wrong or missing %s is refused with its name", (key, inputs) => {
  expect(() => alarmOf(inputs)).toThrow(new RegExp(`^OrdersErrors .*"${key}"`));
});
