import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";

/** A message that names the customer. */
export type FoundMessage = {
  readonly messageId: string;
  readonly sentAt: string;
  readonly body: string;
};

/** Other consumers get a message again after this time, when this process was killed. */
const visibilityTimeoutSeconds = 900;

/** A short poll may miss messages: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-short-and-long-polling.html */
const waitSeconds = 1;
const pageSize = 10;

/** Reads every message of a queue and returns those that match. With `deleteMatches` deletes them; all others become visible again. */
export async function searchQueue(
  sqs: SQSClient,
  QueueUrl: string,
  { matches, deleteMatches }: { matches: (body: string) => boolean; deleteMatches: boolean },
): Promise<readonly FoundMessage[]> {
  const seen = new Set<string>();
  const found = new Map<string, FoundMessage>();
  /** One receipt handle for each delivery: a standard queue may deliver a message twice. */
  const received: string[] = [];
  try {
    for (;;) {
      const messages = await receive(sqs, QueueUrl);
      const progress = messages.some(({ MessageId = "" }) => !seen.has(MessageId));
      for (const message of messages) {
        const { MessageId = "", ReceiptHandle = "", Body = "" } = message;
        seen.add(MessageId);
        const isMatch = matches(Body);
        if (isMatch) found.set(MessageId, readMessage(message));
        if (isMatch && deleteMatches)
          await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
        else received.push(ReceiptHandle);
      }
      if (!progress) return [...found.values()];
    }
  } finally {
    await makeVisible(sqs, QueueUrl, received);
  }
}

async function receive(sqs: SQSClient, QueueUrl: string): Promise<readonly Message[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: pageSize,
      VisibilityTimeout: visibilityTimeoutSeconds,
      WaitTimeSeconds: waitSeconds,
      MessageSystemAttributeNames: ["SentTimestamp"],
    }),
  );
  return Messages;
}

async function makeVisible(sqs: SQSClient, QueueUrl: string, handles: readonly string[]) {
  for (let from = 0; from < handles.length; from += pageSize) {
    const Entries = handles
      .slice(from, from + pageSize)
      .map((ReceiptHandle, index) => ({ Id: String(index), ReceiptHandle, VisibilityTimeout: 0 }));
    await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
  }
}

function readMessage({ MessageId = "", Body = "", Attributes = {} }: Message): FoundMessage {
  const sentAt = new Date(Number(Attributes.SentTimestamp)).toISOString();
  return { messageId: MessageId, sentAt, body: Body };
}
