import type { Plan } from "../../plan.ts";
import { ownName, resourcesOf, textOf } from "../../resources.ts";
import { kmsKeysOf } from "../kms/kms-keys.ts";
import { functionPoliciesOf } from "../lambda/function-policies.ts";
import { bucketPoliciesOf } from "../s3/bucket-policies.ts";
import type { ResourcePolicy } from "./resource-policy.ts";

/** Every resource policy of the Plan, as AWS stores it. */
export function resourcePoliciesOf(plan: Plan): readonly ResourcePolicy[] {
  return [
    ...functionPoliciesOf(plan),
    ...queuePolicies(plan),
    ...bucketPoliciesOf(plan),
    ...keyPolicies(plan),
    ...separatePolicies(plan),
    ...ownPolicies(plan),
  ];
}

/** Resource types that are the policy of another resource, and the key with its ARN. */
const separate = {
  "aws:dynamodb/resourcePolicy:ResourcePolicy": "resourceArn",
  "aws:kinesis/resourcePolicy:ResourcePolicy": "resourceArn",
  "aws:secretsmanager/secretPolicy:SecretPolicy": "secretArn",
  "aws:sns/topicPolicy:TopicPolicy": "arn",
};

/** Resource types that may have their policy as an input. */
const own = ["aws:secretsmanager/secret:Secret", "aws:sns/topic:Topic", "aws:sqs/queue:Queue"];

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

function separatePolicies(plan: Plan): readonly ResourcePolicy[] {
  return Object.entries(separate).flatMap(([type, key]) =>
    resourcesOf(plan, type).map(({ name, inputs }) => ({
      name,
      resourceArn: String(inputs[key]),
      document: inputs.policy ?? null,
    })),
  );
}

function ownPolicies(plan: Plan): readonly ResourcePolicy[] {
  return own.flatMap((type) =>
    resourcesOf(plan, type)
      .filter(({ inputs }) => inputs.policy)
      .map((resource) => ({
        name: ownName(resource),
        resourceArn: textOf(resource, "arn"),
        document: resource.inputs.policy ?? null,
      })),
  );
}

function keyPolicies(plan: Plan): readonly ResourcePolicy[] {
  return kmsKeysOf(plan).map(({ name, arn, policy }) => ({
    name,
    resourceArn: arn,
    document: policy,
  }));
}
