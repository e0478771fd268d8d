import { planOf } from "@stagecraft/plan/testing/plan-of";
import { expect, test } from "vitest";
import { checkRole } from "./check-role.ts";
import { deployPolicy } from "./deploy-policy.ts";
import { stageNames } from "./stage-names.ts";

const arn = (rest: string) => `arn:aws:${rest}`;
const topicArn = arn("sns:eu-west-1:123456789012:test-test-Page");
const alarmArn = (name: string) => arn(`cloudwatch:eu-west-1:123456789012:alarm:test-test-${name}`);

const plan = planOf(
  [
    "aws:iam/role:Role",
    "Reader",
    { assumeRolePolicy: { Statement: [{ Principal: { Service: "lambda.amazonaws.com" } }] } },
    { arn: arn("iam::123456789012:role/test-test-Reader") },
  ],
  ["aws:cloudwatch/metricAlarm:MetricAlarm", "Errors", {}, { arn: alarmArn("Errors") }],
  ["aws:cloudwatch/compositeAlarm:CompositeAlarm", "Orders", {}, { arn: alarmArn("Orders") }],
  [
    "aws:cloudwatch/dashboard:Dashboard",
    "Overview",
    {},
    { dashboardArn: arn("cloudwatch::123456789012:dashboard/test-test-Overview") },
  ],
  [
    "aws:cloudwatch/logGroup:LogGroup",
    "Log",
    {},
    { arn: arn("logs:eu-west-1:123456789012:log-group:/aws/lambda/test-test-Reader") },
  ],
  ["aws:cloudwatch/logMetricFilter:LogMetricFilter", "Codes", {}, { id: "Codes" }],
  ["aws:sns/topic:Topic", "Page", {}, { arn: topicArn }],
  ["aws:sns/topicPolicy:TopicPolicy", "PagePolicy", {}, { id: topicArn }],
  ["aws:sns/topicSubscription:TopicSubscription", "Pager", {}, { arn: `${topicArn}:1` }],
);

const resourcesFor = async (action: string) => {
  const { statements } = await deployPolicy(stageNames(plan));
  return statements
    .filter(({ Effect, Action }) => Effect === "Allow" && Action.includes(action))
    .flatMap(({ Resource }) => Resource);
};

test("alarms, dashboards, metric filters and topics of the stage may be deployed", async () => {
  const names = stageNames(plan);
  const policy = await deployPolicy(names);
  expect(policy.unknown).toEqual([]);
  expect(await checkRole(names, policy)).toEqual([]);
});

test.each([
  ["cloudwatch:PutMetricAlarm", alarmArn("*")],
  ["cloudwatch:PutDashboard", arn("cloudwatch::123456789012:dashboard/test-test-*")],
  ["logs:PutMetricFilter", arn("logs:eu-west-1:123456789012:log-group:/aws/lambda/test-test-*")],
  ["sns:CreateTopic", arn("sns:eu-west-1:123456789012:test-test-*")],
  ["sns:Subscribe", arn("sns:eu-west-1:123456789012:test-test-*")],
])("%s is granted for the stage's own names", async (action, resource) => {
  expect(await resourcesFor(action)).toEqual([resource]);
});

test("a composite alarm's creation is granted on *, as CloudWatch demands", async () => {
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
  expect(await resourcesFor("cloudwatch:PutCompositeAlarm")).toEqual(["*"]);
});
