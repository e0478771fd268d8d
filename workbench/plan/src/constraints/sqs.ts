import { quotas } from "../quotas.ts";
import {
  arn,
  free,
  has,
  hasNone,
  integer,
  is,
  its,
  like,
  oneOf,
  type ServiceConstraints,
  tags,
  when,
} from "./constraint.ts";

const page =
  "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html";

const { sqs } = quotas;

const queueUrl = like("https://\\S+", "a queue's URL");

export const sqsConstraints: ServiceConstraints = {
  "aws:sqs/queue:Queue": {
    page,
    properties: {
      name: {
        ...like(
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
      redriveAllowPolicy: free,
      kmsMasterKeyId: free,
      kmsDataKeyReusePeriodSeconds: integer(60, 86_400),
      deduplicationScope: oneOf("messageGroup", "queue"),
      fifoThroughputLimit: oneOf("perQueue", "perMessageGroupId"),
      policy: free,
      tags,
    },
    together: [
      {
        ...when(
          is("fifoQueue", true),
          its("name", { pattern: "\\.fifo$" }),
          its("name", { not: { pattern: "\\.fifo$" } }),
        ),
        says: "the name of a FIFO queue ends in .fifo, and that of no other",
      },
      {
        ...when(is("contentBasedDeduplication", true), is("fifoQueue", true)),
        says: "deduplication by content is for FIFO queues alone",
      },
      {
        ...when(
          is("fifoThroughputLimit", "perMessageGroupId"),
          is("deduplicationScope", "messageGroup"),
        ),
        says: "a throughput limit per message group needs the deduplication scope messageGroup",
      },
      {
        ...when(is("sqsManagedSseEnabled", true), hasNone("kmsMasterKeyId")),
        says: "a queue has SQS's own encryption or a key of KMS, not both",
      },
    ],
  },
  "aws:sqs/queuePolicy:QueuePolicy": {
    page,
    required: ["queueUrl", "policy"],
    properties: { queueUrl, policy: free },
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
          redrivePermission: oneOf("allowAll", "denyAll", "byQueue"),
          sourceQueueArns: { type: "array", minItems: 1, maxItems: 10, items: arn("sqs") },
        },
        ...when(
          is("redrivePermission", "byQueue"),
          has("sourceQueueArns"),
          hasNone("sourceQueueArns"),
        ),
        says: "with queues named for byQueue, and for nothing else",
      },
    },
  },
};
