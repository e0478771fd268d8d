import { createHash } from "node:crypto";
import type { AwsService } from "./aws-service.ts";
import { type ClientSettings, type JsonClient, jsonClient } from "./json-client.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_Operations.html */
export type Sqs = JsonClient<{
  readonly SendMessage: {
    readonly input: SendMessage;
    readonly output: { readonly MessageId: string };
  };
  readonly SendMessageBatch: { readonly input: SendMessageBatch; readonly output: SentMessages };
  readonly ReceiveMessage: { readonly input: ReceiveMessage; readonly output: ReceivedMessages };
  readonly DeleteMessageBatch: { readonly input: DeleteMessageBatch; readonly output: object };
}>;

type SendMessage = {
  readonly QueueUrl: string;
  readonly MessageBody: string;
  readonly MessageAttributes?: {
    readonly [name: string]: { readonly DataType: "String"; readonly StringValue: string };
  };
};

type SendMessageBatch = {
  readonly QueueUrl: string;
  readonly Entries: readonly { readonly Id: string; readonly MessageBody: string }[];
};

/** `Failed` is absent when nothing failed. */
type SentMessages = {
  readonly Successful?: readonly { readonly Id: string; readonly MD5OfMessageBody: string }[];
  readonly Failed?: readonly { readonly Id: string; readonly Code: string }[];
};

type ReceiveMessage = {
  readonly QueueUrl: string;
  readonly MaxNumberOfMessages: number;
  readonly WaitTimeSeconds: number;
  readonly MessageSystemAttributeNames: readonly string[];
  readonly MessageAttributeNames: readonly string[];
};

/** A message as a consumer gets it. */
export type ReceivedMessage = {
  readonly MessageId: string;
  readonly ReceiptHandle: string;
  readonly MD5OfBody: string;
  readonly Body: string;
  readonly Attributes?: { readonly [name: string]: string };
  readonly MessageAttributes?: {
    readonly [name: string]: { readonly DataType: string; readonly StringValue?: string };
  };
};

/** `Messages` is absent when there are none. */
type ReceivedMessages = { readonly Messages?: readonly ReceivedMessage[] };

type DeleteMessageBatch = {
  readonly QueueUrl: string;
  readonly Entries: readonly { readonly Id: string; readonly ReceiptHandle: string }[];
};

const service: AwsService = {
  id: "SQS",
  endpointPrefix: "sqs",
  target: "AmazonSQS",
  jsonVersion: "1.0",
  verify: verifyBodies,
};

export function sqs(settings: ClientSettings): Sqs {
  return jsonClient(service, settings);
}

/** Compares what the queue received, and what was received of it, by its digests, as the SDK does. */
function verifyBodies(input: object, output: object): void {
  if ("MaxNumberOfMessages" in input) {
    const { Messages = [] } = output as ReceivedMessages;
    for (const { Body, MD5OfBody } of Messages) verifyBody(Body, MD5OfBody);
    return;
  }
  const sent = input as SendMessage | SendMessageBatch | DeleteMessageBatch;
  if ("Entries" in sent) {
    if (!isSendBatch(sent)) return;
    const { Successful = [] } = output as SentMessages;
    for (const { Id, MD5OfMessageBody } of Successful) {
      const entry = sent.Entries.find((each) => each.Id === Id);
      verifyBody(entry?.MessageBody ?? "", MD5OfMessageBody);
    }
  } else {
    verifyBody(sent.MessageBody, (output as { MD5OfMessageBody?: string }).MD5OfMessageBody);
  }
}

function isSendBatch(batch: SendMessageBatch | DeleteMessageBatch): batch is SendMessageBatch {
  return batch.Entries.some((entry) => "MessageBody" in entry);
}

function verifyBody(sent: string, receivedDigest: string | undefined): void {
  if (createHash("md5").update(sent).digest("hex") === receivedDigest) return;
  throw new Error("SQS received or returned another message than was sent: its digest differs.");
}
