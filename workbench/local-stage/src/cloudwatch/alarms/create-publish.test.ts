import type { Json } from "@stagecraft/plan/plan";
import { planOf } from "@stagecraft/plan/testing/plan-of";
import { expect, test } from "vitest";
import { createAuthority } from "../../iam/authority.ts";
import { alarmArn, topic, topicArn } from "../testing/open-test-alarms.ts";
import { createPublish } from "./create-publish.ts";

const account = "123456789012";
const keyArn = `arn:aws:kms:eu-west-1:${account}:key/own`;

function publish(
  policy: Json | undefined,
  { keyId, keyStatement }: { readonly keyId?: string; readonly keyStatement?: Json } = {},
) {
  const plan = planOf(
    topic(keyId === undefined ? {} : { kmsMasterKeyId: keyId }),
    [
      "aws:kms/key:Key",
      "Own",
      keyStatement ? { policy: allow(keyStatement) } : {},
      { arn: keyArn },
    ],
    ...(policy === undefined
      ? []
      : [["aws:sns/topicPolicy:TopicPolicy", "PagePolicy", { arn: topicArn, policy }] as const]),
  );
  const send = createPublish(
    plan,
    createAuthority(plan, () => 0),
  );
  return (arn = topicArn) => send(arn, alarmArn("errors"));
}

const allow = (statement: Json): Json => ({ Version: "2012-10-17", Statement: [statement] });

function statement(Principal: Json, more: { [key: string]: Json } = {}): Json {
  return { Effect: "Allow", Principal, Action: "sns:Publish", Resource: topicArn, ...more };
}

const cloudwatch = { Service: "cloudwatch.amazonaws.com" };

// https://repost.aws/knowledge-center/cloudwatch-receive-sns-for-alarm-trigger
test.each<[string, Json | undefined]>([
  ["SNS's default policy", undefined],
  ["a policy that names CloudWatch", allow(statement(cloudwatch))],
  [
    "a policy that names CloudWatch and the alarm",
    allow(statement(cloudwatch, { Condition: { ArnLike: { "aws:SourceArn": alarmArn("err*") } } })),
  ],
  [
    "the default policy, written out",
    allow(statement({ AWS: "*" }, { Condition: { StringEquals: { "aws:SourceOwner": account } } })),
  ],
  ["a policy that names the account", allow(statement({ AWS: `arn:aws:iam::${account}:root` }))],
])("an alarm may publish by %s", (_what, policy) => {
  expect(publish(policy)()).toBeUndefined();
});

test.each<[string, Json]>([
  ["another service", allow(statement({ Service: "s3.amazonaws.com" }))],
  ["a role of the account", allow(statement({ AWS: `arn:aws:iam::${account}:role/operator` }))],
  ["another account", allow(statement({ AWS: "arn:aws:iam::999999999999:root" }))],
  [
    "CloudWatch for another alarm",
    allow(
      statement(cloudwatch, { Condition: { ArnLike: { "aws:SourceArn": alarmArn("other") } } }),
    ),
  ],
])("an alarm may not publish by a policy that names %s", (_what, policy) => {
  expect(publish(policy)()).toBe(
    `Resource: ${alarmArn("errors")} is not authorized to perform: SNS:Publish on resource: ${topicArn}`,
  );
});

test.each([`${topicArn}-other`, `arn:aws:lambda:eu-west-1:${account}:function:repair`])(
  "the action %s is not implemented here",
  (action) => {
    expect(publish(undefined)(action)).toBe(
      `not implemented here: the action ${action}, which is no SNS topic of the program`,
    );
  },
);

test("a topic with the AWS managed key fails: CloudWatch cannot use it", () => {
  expect(publish(undefined, { keyId: "alias/aws/sns" })()).toMatch(
    /^null \(Service: AWSKMS; Status Code: 400; Error Code: AccessDeniedException; Request ID: .+; Proxy: null\)$/,
  );
});

// https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
test("a topic with a key of the program needs a key policy that names CloudWatch", () => {
  expect(publish(undefined, { keyId: keyArn })()).toMatch(/AccessDeniedException/);
  const keyStatement = {
    Effect: "Allow",
    Principal: cloudwatch,
    Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
    Resource: "*",
  };
  expect(publish(undefined, { keyId: keyArn, keyStatement })()).toBeUndefined();
});
