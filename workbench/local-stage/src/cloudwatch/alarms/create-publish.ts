import { randomUUID } from "node:crypto";
import { compilePolicies } from "@stagecraft/iam/compile-policies";
import { parsePolicy } from "@stagecraft/iam/parse/parse-policy";
import type { Plan, Resource } from "@stagecraft/plan/plan";
import { resourcesOf, textOf } from "@stagecraft/plan/resources";
import { resourcePoliciesOf } from "@stagecraft/plan/resources/iam/resource-policies";
import { customerKeyArn } from "@stagecraft/plan/resources/kms/kms-keys";
import type { Authority } from "../../iam/authority.ts";

const service = "cloudwatch.amazonaws.com";

/**
 * Publishes an alarm's message to an SNS topic of the Plan: subscriptions are not delivered here.
 * @returns why it fails, in AWS's words if it fails there too; undefined when it succeeds
 * @see https://repost.aws/knowledge-center/cloudwatch-receive-sns-for-alarm-trigger
 */
export type Publish = (topicArn: string, alarmArn: string) => string | undefined;

/**
 * Decides with the topic's policy, or SNS's default one, which allows the account, and with the key of an encrypted topic.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
export function createPublish(plan: Plan, authority: Pick<Authority, "authorize">): Publish {
  const topics = new Map(
    resourcesOf(plan, "aws:sns/topic:Topic").map((topic) => [textOf(topic, "arn"), topic]),
  );
  const policies = Map.groupBy(resourcePoliciesOf(plan), ({ resourceArn }) => resourceArn);
  return (topicArn, alarmArn) => {
    const topic = topics.get(topicArn);
    if (topic === undefined) {
      return `not implemented here: the action ${topicArn}, which is no SNS topic of the program`;
    }
    if (!mayPublish(topicArn, alarmArn)) {
      return `Resource: ${alarmArn} is not authorized to perform: SNS:Publish on resource: ${topicArn}`;
    }
    return mayUseKey(topic, alarmArn) ? undefined : keyError();
  };

  function mayPublish(topicArn: string, alarmArn: string): boolean {
    const own = policies.get(topicArn);
    if (own === undefined) return true;
    const resource = own.map(({ name, document }) => parsePolicy(name, document));
    const decide = compilePolicies({ identity: [], resource });
    const request = {
      action: "sns:Publish",
      resource: topicArn,
      resourceAccountId: plan.accountId,
      context: {
        "aws:SourceArn": alarmArn,
        "aws:SourceAccount": plan.accountId,
        "aws:SourceOwner": plan.accountId,
        "aws:SecureTransport": "true",
      },
    };
    const asService = decide({ ...request, principal: { kind: "service", service } });
    if (asService.allowed || asService.kind === "explicit") return asService.allowed;
    // A policy may also allow the account, for which CloudWatch acts.
    const asAccount = compilePolicies({
      identity: [everything],
      resource,
      resourceMustAllow: true,
    });
    return asAccount({ ...request, principal: accountOwner(plan) }).allowed;
  }

  function mayUseKey(topic: Resource, alarmArn: string): boolean {
    const { kmsMasterKeyId } = topic.inputs;
    if (kmsMasterKeyId === undefined || kmsMasterKeyId === null || kmsMasterKeyId === "")
      return true;
    const keyArn = customerKeyArn(plan, kmsMasterKeyId);
    // Nobody can allow CloudWatch the use of the AWS managed key, whose policy cannot be changed.
    if (keyArn === undefined) return false;
    const caller = { kind: "service", principal: service, sourceArn: alarmArn } as const;
    return ["kms:GenerateDataKey", "kms:Decrypt"].every(
      (action) => authority.authorize(caller, { action, resource: keyArn }).allowed,
    );
  }
}

const everything = parsePolicy("account", {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
});

function accountOwner({ accountId }: Plan) {
  return {
    kind: "assumed-role",
    accountId,
    roleArn: `arn:aws:iam::${accountId}:role/account-owner`,
    sessionArn: `arn:aws:sts::${accountId}:assumed-role/account-owner/session`,
  } as const;
}

/** As it stands in the history of alarms on AWS. */
function keyError(): string {
  return `null (Service: AWSKMS; Status Code: 400; Error Code: AccessDeniedException; Request ID: ${randomUUID()}; Proxy: null)`;
}
