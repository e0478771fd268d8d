import type { QueueDefinition } from "@stagecraft/plan/resources/sqs/queue-definition";
import { AwsError } from "../../common/aws-error.ts";
import type { Operation } from "../../common/operation.ts";
import { queueDepth } from "../queue-depth.ts";
import { queueOperation } from "../queue-operation.ts";
import { readStrings } from "../read-input.ts";
import type { SqsContext } from "../sqs-context.ts";

/** Attributes that the stage does not have: they are absent, as unset ones on AWS. */
const unsetNames = new Set([
  "KmsMasterKeyId",
  "KmsDataKeyReusePeriodSeconds",
  "Policy",
  "SqsManagedSseEnabled",
]);

export function getQueueAttributes(context: SqsContext): Operation {
  return queueOperation(context, "sqs:GetQueueAttributes", (queue, fields) => {
    const names = readStrings(fields, "AttributeNames");
    if (names.length === 0) return {};
    const present = attributesOf(context, queue);
    const unknown = names.find(
      (name) =>
        name !== "All" &&
        !unsetNames.has(name) &&
        !conditionalNames.has(name) &&
        !Object.hasOwn(present, name),
    );
    if (unknown !== undefined) {
      throw new AwsError("InvalidAttributeName", `Unknown Attribute ${unknown}.`);
    }
    const Attributes = Object.fromEntries(
      Object.entries(present).filter(([name]) => names.includes("All") || names.includes(name)),
    );
    return Object.keys(Attributes).length === 0 ? {} : { Attributes };
  });
}

const conditionalNames = new Set([
  "RedrivePolicy",
  "RedriveAllowPolicy",
  "FifoQueue",
  "ContentBasedDeduplication",
  "DeduplicationScope",
  "FifoThroughputLimit",
]);

function attributesOf(
  context: SqsContext,
  queue: QueueDefinition,
): Readonly<Record<string, string>> {
  const depth = queueDepth(context, queue);
  const createdAtSeconds = Math.floor(context.records.queue(queue.name).createdAtMs / 1_000);
  return {
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(depth.visible),
    ApproximateNumberOfMessagesNotVisible: String(depth.notVisible),
    ApproximateNumberOfMessagesDelayed: String(depth.delayed),
    CreatedTimestamp: String(createdAtSeconds),
    LastModifiedTimestamp: String(createdAtSeconds),
    VisibilityTimeout: String(queue.visibilityTimeoutSeconds),
    MaximumMessageSize: String(queue.maximumMessageSizeBytes),
    MessageRetentionPeriod: String(queue.messageRetentionSeconds),
    DelaySeconds: String(queue.delaySeconds),
    ReceiveMessageWaitTimeSeconds: String(queue.receiveWaitTimeSeconds),
    ...(queue.redrivePolicy && { RedrivePolicy: JSON.stringify(queue.redrivePolicy) }),
    ...(queue.redriveAllowPolicy && {
      RedriveAllowPolicy: JSON.stringify(queue.redriveAllowPolicy),
    }),
    ...(queue.fifo && {
      FifoQueue: "true",
      ContentBasedDeduplication: String(queue.contentBasedDeduplication),
      DeduplicationScope: "queue",
      FifoThroughputLimit: "perQueue",
    }),
  };
}
