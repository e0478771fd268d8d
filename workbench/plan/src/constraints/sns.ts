import {
  arn,
  type Constraint,
  enumOf,
  has,
  integer,
  is,
  matching,
  property,
  type ServiceConstraints,
  tags,
  text,
  unconstrained,
  when,
} from "./constraint.ts";

const topicPage = "https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html";
const subscribePage = "https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html";

const nameCharacters = "[A-Za-z0-9_-]";

/** The delivery of messages to one protocol is logged with these roles; the rate is in percent. */
const feedback = (protocol: string): { readonly [property: string]: Constraint } => ({
  [`${protocol}SuccessFeedbackRoleArn`]: arn("iam", "role/.+"),
  [`${protocol}SuccessFeedbackSampleRate`]: integer(0, 100),
  [`${protocol}FailureFeedbackRoleArn`]: arn("iam", "role/.+"),
});

const endpointOf = (protocols: readonly string[], endpoint: Constraint, description: string) => ({
  ...when(is("protocol", ...protocols), property("endpoint", endpoint)),
  description,
});

export const snsConstraints: ServiceConstraints = {
  "aws:sns/topic:Topic": {
    page: topicPage,
    properties: {
      name: matching(
        `${nameCharacters}{1,256}|${nameCharacters}{1,251}\\.fifo`,
        "1 to 256 letters, digits, hyphens and underscores, ending in .fifo for a FIFO topic",
      ),
      // Pulumi adds 26 digits to it.
      namePrefix: matching(
        `${nameCharacters}{1,230}`,
        "1 to 230 letters, digits, hyphens and underscores",
      ),
      displayName: {
        ...text(0, 100),
        page: "https://docs.aws.amazon.com/sns/latest/dg/sns-create-topic.html",
      },
      signatureVersion: enumOf(1, 2),
      tracingConfig: enumOf("PassThrough", "Active"),
      fifoThroughputScope: enumOf("Topic", "MessageGroup"),
      kmsMasterKeyId: unconstrained,
      archivePolicy: unconstrained,
      deliveryPolicy: unconstrained,
      policy: unconstrained,
      ...feedback("application"),
      ...feedback("firehose"),
      ...feedback("http"),
      ...feedback("lambda"),
      ...feedback("sqs"),
      tags,
    },
    rules: [
      {
        not: has("name", "namePrefix"),
        description: "a topic has a name or a name prefix, not both",
      },
      {
        ...when(
          is("fifoTopic", true),
          property("name", { pattern: "\\.fifo$" }),
          property("name", { not: { pattern: "\\.fifo$" } }),
        ),
        description: "the name of a FIFO topic ends in .fifo, and no other name does",
      },
      {
        ...when(
          {
            anyOf: [
              is("contentBasedDeduplication", true),
              has("fifoThroughputScope"),
              has("archivePolicy"),
            ],
          },
          is("fifoTopic", true),
        ),
        description: "deduplication, throughput scope and archive are only for FIFO topics",
      },
      {
        ...when(is("tracingConfig", "Active"), property("fifoTopic", { const: false })),
        description: "active tracing is only for standard topics",
      },
    ],
  },
  "aws:sns/topicPolicy:TopicPolicy": {
    page: "https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html",
    required: ["arn", "policy"],
    properties: { arn: arn("sns"), policy: unconstrained },
  },
  "aws:sns/topicSubscription:TopicSubscription": {
    page: subscribePage,
    required: ["topic", "protocol", "endpoint"],
    properties: {
      topic: arn("sns"),
      protocol: enumOf(
        ...["http", "https", "email", "email-json", "sms"],
        ...["sqs", "application", "lambda", "firehose"],
      ),
      // The rules below name its form by protocol.
      endpoint: unconstrained,
      filterPolicyScope: enumOf("MessageAttributes", "MessageBody"),
      filterPolicy: unconstrained,
      deliveryPolicy: unconstrained,
      replayPolicy: unconstrained,
      // A setting of Pulumi's provider.
      confirmationTimeoutInMinutes: unconstrained,
      redrivePolicy: {
        type: "object",
        required: ["deadLetterTargetArn"],
        properties: { deadLetterTargetArn: arn("sqs") },
        page: "https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html",
      },
      subscriptionRoleArn: arn("iam", "role/.+"),
    },
    rules: [
      endpointOf(
        ["http"],
        { pattern: "^http://\\S+$" },
        "the endpoint of http is a URL that begins with http://",
      ),
      endpointOf(
        ["https"],
        { pattern: "^https://\\S+$" },
        "the endpoint of https is a URL that begins with https://",
      ),
      endpointOf(
        ["email", "email-json"],
        { pattern: "^[^\\s@]+@[^\\s@]+$" },
        "the endpoint of email is an email address",
      ),
      endpointOf(
        ["sms"],
        { pattern: "^\\+?[0-9]{4,15}$" },
        "the endpoint of sms is a phone number",
      ),
      endpointOf(["sqs"], arn("sqs"), "the endpoint of sqs is a queue's ARN"),
      endpointOf(["lambda"], arn("lambda"), "the endpoint of lambda is a function's ARN"),
      endpointOf(["firehose"], arn("firehose"), "the endpoint of firehose is a stream's ARN"),
      {
        ...when(is("protocol", "firehose"), has("subscriptionRoleArn")),
        description: "a subscription of firehose needs subscriptionRoleArn",
      },
      {
        ...when(is("rawMessageDelivery", true), is("protocol", "sqs", "http", "https", "firehose")),
        description: "raw message delivery is only for sqs, http, https and firehose",
      },
      {
        ...when(has("filterPolicyScope"), has("filterPolicy")),
        description: "a filter policy's scope needs the filter policy",
      },
    ],
  },
};
