import { planOf } from "@stagecraft/plan/testing/plan-of";
import { expect, test } from "vitest";
import { localServices } from "./local-services.ts";
import { unservedIn } from "./unserved.ts";

const goods = ["aws:s3/bucket:Bucket", "Goods", {}, { bucket: "goods-1", arn: "" }] as const;
const object = "aws:s3/bucketObjectv2:BucketObjectv2";

test("an object of the program with unsupported inputs is named with them", () => {
  const note = { bucket: "goods-1", key: "note.txt" };
  const plan = planOf(
    goods,
    [object, "Note", { ...note, content: "ice" }],
    [object, "Picture", { ...note, source: { path: "picture.png" }, metadata: { by: "us" } }],
  );
  expect(unservedIn(plan, localServices)).toEqual([
    "not served here: Picture: an object with source, metadata",
  ]);
});

test("a topic that alarms notify is served; its subscriptions, other topics and other actions are named", () => {
  const arn = "arn:aws:sns:eu-west-1:123456789012:page";
  const metric = { namespace: "Post", metricName: "Errors", period: 60, statistic: "Sum" };
  const plan = planOf(
    ["aws:sns/topic:Topic", "Page", {}, { arn }],
    ["aws:sns/topicPolicy:TopicPolicy", "PagePolicy", { arn, policy: {} }],
    ["aws:sns/topicSubscription:TopicSubscription", "Mail", { topic: arn }],
    ["aws:sns/topic:Topic", "News", {}, { arn: `${arn}-news` }],
    [
      "aws:cloudwatch/metricAlarm:MetricAlarm",
      "Errors",
      {
        ...metric,
        name: "errors",
        comparisonOperator: "GreaterThanThreshold",
        evaluationPeriods: 1,
        threshold: 0,
        alarmActions: [arn],
        okActions: ["arn:aws:lambda:eu-west-1:123456789012:function:repair"],
      },
      { arn: "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:errors" },
    ],
    [
      "aws:cloudwatch/logMetricFilter:LogMetricFilter",
      "Slow",
      {
        name: "slow",
        logGroupName: "/aws/rds/slow",
        pattern: "",
        metricTransformation: { namespace: "Post", name: "Slow", value: "1" },
      },
    ],
  );
  expect(unservedIn(plan, localServices)).toEqual([
    "not served here: Mail (sns TopicSubscription)",
    "not served here: News (sns Topic)",
    "not served here: Errors: the action arn:aws:lambda:eu-west-1:123456789012:function:repair",
    "not served here: Slow: a metric filter of /aws/rds/slow",
  ]);
});
