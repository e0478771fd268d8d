import type { Plan } from "../plan.ts";
import { ownName } from "../resources.ts";
import type { Refusal } from "./refusal.ts";

type NameRule = {
  readonly key: string;
  readonly pattern: RegExp;
  readonly says: string;
  readonly page: string;
};

const rules: Readonly<Record<string, NameRule>> = {
  "aws:lambda/function:Function": {
    key: "name",
    pattern: /^[a-zA-Z0-9-_]{1,64}$/,
    says: "1 to 64 letters, digits, hyphens and underscores",
    page: "https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html",
  },
  "aws:sqs/queue:Queue": {
    key: "name",
    pattern: /^[a-zA-Z0-9-_]{1,80}$|^[a-zA-Z0-9-_]{1,75}\.fifo$/,
    says: "1 to 80 letters, digits, hyphens and underscores, ending in .fifo for a FIFO queue",
    page: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-queues.html",
  },
  "aws:iam/role:Role": {
    key: "name",
    pattern: /^[\w+=,.@-]{1,64}$/,
    says: "1 to 64 letters, digits and _+=,.@-",
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
  },
  "aws:scheduler/schedule:Schedule": {
    key: "name",
    pattern: /^[0-9a-zA-Z-_.]{1,64}$/,
    says: "1 to 64 letters, digits, hyphens, underscores and dots",
    page: "https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html",
  },
  "aws:rds/cluster:Cluster": {
    key: "clusterIdentifier",
    pattern: /^(?!.*--)[a-z][a-z0-9-]{0,61}[a-z0-9]$/,
    says: "1 to 63 lower-case letters, digits and single hyphens, beginning with a letter",
    page: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/CHAP_Limits.html",
  },
  "aws:kinesis/stream:Stream": {
    key: "name",
    pattern: /^[a-zA-Z0-9_.-]{1,128}$/,
    says: "1 to 128 letters, digits, underscores, dots and hyphens",
    page: "https://docs.aws.amazon.com/kinesis/latest/APIReference/API_CreateStream.html",
  },
  "aws:sfn/stateMachine:StateMachine": {
    key: "name",
    pattern: /^[a-zA-Z0-9_-]{1,80}$/,
    says: "1 to 80 letters, digits, underscores and hyphens",
    page: "https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html",
  },
  "aws:cloudwatch/logGroup:LogGroup": {
    key: "name",
    pattern: /^[\w./#-]{1,512}$/,
    says: "1 to 512 letters, digits and _-/.#",
    page: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html",
  },
};

/** Names that AWS would not take. */
export function nameRefusals(plan: Plan): readonly Refusal[] {
  return plan.resources.flatMap((resource) => {
    const rule = rules[resource.type];
    const name = rule && resource.inputs[rule.key];
    if (!rule || typeof name !== "string" || rule.pattern.test(name)) return [];
    return [
      {
        resource: ownName(resource),
        message: `the name "${name}" (${name.length} characters) is not one of ${rule.says}`,
        page: rule.page,
      },
    ];
  });
}
