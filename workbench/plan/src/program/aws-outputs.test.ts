import { expect, test } from "vitest";
import { outputsOf } from "./aws-outputs.ts";

const deployment = {
  app: "test",
  stage: "test",
  region: "eu-west-1",
  accountId: "123456789012",
} as Parameters<typeof outputsOf>[0];

const topicArn = "arn:aws:sns:eu-west-1:123456789012:page";

// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html and its list_amazonsns.html
test.each([
  [
    "aws:cloudwatch/metricAlarm:MetricAlarm",
    { name: "errors" },
    { id: "errors", arn: "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:errors" },
  ],
  [
    "aws:cloudwatch/metricAlarm:MetricAlarm",
    {},
    { id: "Own", name: "Own", arn: "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:Own" },
  ],
  [
    "aws:cloudwatch/compositeAlarm:CompositeAlarm",
    { alarmName: "orders" },
    { id: "orders", arn: "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:orders" },
  ],
  [
    "aws:cloudwatch/dashboard:Dashboard",
    { dashboardName: "shop" },
    { id: "shop", dashboardArn: "arn:aws:cloudwatch::123456789012:dashboard/shop" },
  ],
  ["aws:cloudwatch/logMetricFilter:LogMetricFilter", { name: "codes" }, { id: "codes" }],
  ["aws:sns/topic:Topic", { name: "page" }, { id: topicArn, arn: topicArn, owner: "123456789012" }],
  ["aws:sns/topicPolicy:TopicPolicy", { arn: topicArn }, { id: topicArn, owner: "123456789012" }],
  [
    "aws:sns/topicSubscription:TopicSubscription",
    { topic: topicArn, protocol: "email", endpoint: "nobody@example.com" },
    {
      id: expect.stringMatching(`^${topicArn}:[0-9a-f-]{36}$`),
      arn: expect.stringMatching(`^${topicArn}:[0-9a-f-]{36}$`),
      ownerId: "123456789012",
    },
  ],
])("the outputs of %s with %j", (type, inputs, outputs) => {
  expect(outputsOf(deployment, type, "Own", inputs)).toEqual(outputs);
});
