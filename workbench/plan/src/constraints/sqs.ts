import { quotas } from "../quotas.ts";
import {
  arn,
  enumOf,
  has,
  hasNone,
  integer,
  is,
  matching,
  property,
  type ServiceConstraints,
  tags,
  unconstrained,
  when,
} from "./constraint.ts";

const page =
  "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html";

const { sqs } = quotas;

const queueUrl = matching("https://\\S+", "a queue's URL");

export const sqsConstraints: ServiceConstraints = {
  "aws:sqs/queue:Queue": {
    page,
    properties: {
      name: {
        ...matching(
          "[a-zA-Z0-9_-]{1,80}|[a-zA-Z0-9_-]{1,75}\\.fifo",
          "1 to 80 letters, digits, hyphens and underscores, ending in .fifo for a FIFO queue",
        ),
        page: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-queues.html",
      },
      visibilityTimeoutSeconds: integer(0, sqs.longestVisibilitySeconds.value),
      delaySeconds: integer(0, sqs.longestDelaySeconds.value),
      messageRetentionSeconds: integer(
        sqs.shortestRetentionSeconds.value,
        sqs.longestRetentionSeconds.value,
      ),
      maxMessageSize: integer(1_024, sqs.messageBytes.value),
      receiveWaitTimeSeconds: integer(0, 20),
      redrivePolicy: {
        type: "object",
        required: ["deadLetterTargetArn", "maxReceiveCount"],
        properties: { deadLetterTargetArn: arn("sqs"), maxReceiveCount: integer(1, 1_000) },
      },
      redriveAllowPolicy: unconstrained,
      kmsMasterKeyId: unconstrained,
      kmsDataKeyReusePeriodSeconds: integer(60, 86_400),
      deduplicationScope: enumOf("messageGroup", "queue"),
      fifoThroughputLimit: enumOf("perQueue", "perMessageGroupId"),
      policy: unconstrained,
      tags,
    },
    rules: [
      {
        ...when(
          is("fifoQueue", true),
          property("name", { pattern: "\\.fifo$" }),
          property("name", { not: { pattern: "\\.fifo$" } }),
        ),
        description: "the name of a FIFO queue ends in .fifo, and no other name does",
      },
      {
        ...when(is("contentBasedDeduplication", true), is("fifoQueue", true)),
        description: "content-based deduplication is only for FIFO queues",
      },
      {
        ...when(
          is("fifoThroughputLimit", "perMessageGroupId"),
          is("deduplicationScope", "messageGroup"),
        ),
        description:
          "a throughput limit per message group needs the deduplication scope messageGroup",
      },
      {
        ...when(is("sqsManagedSseEnabled", true), hasNone("kmsMasterKeyId")),
        description: "a queue is encrypted by SQS or with a KMS key, not both",
      },
    ],
  },
  "aws:sqs/queuePolicy:QueuePolicy": {
    page,
    required: ["queueUrl", "policy"],
    properties: { queueUrl, policy: unconstrained },
  },
  "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy": {
    page,
    required: ["queueUrl", "redriveAllowPolicy"],
    properties: {
      queueUrl,
      redriveAllowPolicy: {
        type: "object",
        required: ["redrivePermission"],
        properties: {
          redrivePermission: enumOf("allowAll", "denyAll", "byQueue"),
          sourceQueueArns: { type: "array", minItems: 1, maxItems: 10, items: arn("sqs") },
        },
        ...when(
          is("redrivePermission", "byQueue"),
          has("sourceQueueArns"),
          hasNone("sourceQueueArns"),
        ),
        description: "with source queues for byQueue, and without them otherwise",
      },
    },
  },
};
