import { bucketPoliciesOf } from "./bucket-policies.ts";
import { kmsKeysOf } from "./kms-keys.ts";
import type { Json, Plan, Resource } from "./plan.ts";
import { resourcesOf, textOf } from "./resources.ts";

/** A policy that hangs on a resource and says who else may use it. */
export type ResourcePolicy = {
  readonly name: string;
  readonly resourceArn: string;
  readonly document: Json;
};

/** Every resource policy of the Plan, as AWS stores it. */
export function resourcePoliciesOf(plan: Plan): readonly ResourcePolicy[] {
  return [
    ...functionPolicies(plan),
    ...queuePolicies(plan),
    ...bucketPoliciesOf(plan),
    ...keyPolicies(plan),
  ];
}

/**
 * `aws:lambda/permission:Permission` as the statement that Lambda's AddPermission makes of it:
 * https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
 */
function functionPolicies(plan: Plan): readonly ResourcePolicy[] {
  return resourcesOf(plan, "aws:lambda/permission:Permission").map((permission) => {
    const resourceArn = functionArn(plan, textOf(permission, "function"));
    return {
      name: permission.name,
      resourceArn,
      document: {
        Version: "2012-10-17",
        Id: "default",
        Statement: [
          {
            Sid: permission.name,
            Effect: "Allow",
            Principal: principal(textOf(permission, "principal")),
            Action: textOf(permission, "action"),
            Resource: resourceArn,
            ...conditions(permission),
          },
        ],
      },
    };
  });
}

function principal(name: string): Json {
  if (name === "*") return "*";
  return name.endsWith(".amazonaws.com") ? { Service: name } : { AWS: name };
}

function conditions(permission: Resource) {
  const { sourceArn, sourceAccount } = permission.inputs;
  const condition: { [operator: string]: Json } = {};
  if (sourceArn) condition.ArnLike = { "AWS:SourceArn": sourceArn };
  if (sourceAccount) condition.StringEquals = { "AWS:SourceAccount": sourceAccount };
  return Object.keys(condition).length > 0 ? { Condition: condition } : {};
}

/** A permission may name its function by name or by ARN. */
function functionArn(plan: Plan, nameOrArn: string): string {
  if (nameOrArn.startsWith("arn:")) return nameOrArn;
  return `arn:aws:lambda:${plan.region}:${plan.accountId}:function:${nameOrArn}`;
}

function queuePolicies(plan: Plan): readonly ResourcePolicy[] {
  const arns = new Map(
    resourcesOf(plan, "aws:sqs/queue:Queue").map((queue) => [
      textOf(queue, "url"),
      textOf(queue, "arn"),
    ]),
  );
  return resourcesOf(plan, "aws:sqs/queuePolicy:QueuePolicy").map((policy) => ({
    name: policy.name,
    resourceArn: arns.get(textOf(policy, "queueUrl")) ?? textOf(policy, "queueUrl"),
    document: policy.inputs.policy ?? null,
  }));
}

function keyPolicies(plan: Plan): readonly ResourcePolicy[] {
  return kmsKeysOf(plan).map(({ name, arn, policy }) => ({
    name,
    resourceArn: arn,
    document: policy,
  }));
}
