import type { Plan, Resource } from "../../plan.ts";
import { quotas } from "../../quotas.ts";
import { isObject, numberOf, ownName, resourcesOf, textOf, texts } from "../../resources.ts";
import type { QueueDefinition } from "./queue-definition.ts";

/** Every SQS queue of the Plan. Defaults are SQS's own. */
export function queuesOf(plan: Plan): readonly QueueDefinition[] {
  const allows = new Map(
    resourcesOf(plan, "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy").map((resource) => [
      textOf(resource, "queueUrl"),
      resource,
    ]),
  );
  return resourcesOf(plan, "aws:sqs/queue:Queue").map((resource) => ({
    logicalName: ownName(resource),
    name: textOf(resource, "name"),
    arn: textOf(resource, "arn"),
    fifo: resource.inputs.fifoQueue === true,
    contentBasedDeduplication: resource.inputs.contentBasedDeduplication === true,
    visibilityTimeoutSeconds: numberOf(resource, "visibilityTimeoutSeconds", 30),
    delaySeconds: numberOf(resource, "delaySeconds", 0),
    messageRetentionSeconds: numberOf(resource, "messageRetentionSeconds", 345_600),
    maximumMessageSizeBytes: numberOf(resource, "maxMessageSize", quotas.sqs.messageBytes.value),
    receiveWaitTimeSeconds: numberOf(resource, "receiveWaitTimeSeconds", 0),
    ...redrivePolicy(resource),
    ...redriveAllowPolicy(allows.get(textOf(resource, "url")) ?? resource),
  }));
}

function redrivePolicy(resource: Resource) {
  const policy = resource.inputs.redrivePolicy;
  if (!isObject(policy)) return {};
  return {
    redrivePolicy: {
      deadLetterTargetArn: String(policy.deadLetterTargetArn),
      maxReceiveCount: Number(policy.maxReceiveCount),
    },
  };
}

function redriveAllowPolicy(resource: Resource) {
  const policy = resource.inputs.redriveAllowPolicy;
  if (!isObject(policy)) return {};
  return {
    redriveAllowPolicy: {
      redrivePermission: policy.redrivePermission as "allowAll" | "denyAll" | "byQueue",
      sourceQueueArns: texts(policy.sourceQueueArns),
    },
  };
}
