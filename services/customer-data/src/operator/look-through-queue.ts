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

/** While the queue is looked through nobody else gets what was seen; when this one dies they get it after so long. */
const holdSeconds = 900;

/** A short poll may miss messages: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-short-and-long-polling.html */
const waitSeconds = 1;
const pageSize = 10;

/** Looks at every message of a queue, removes those that are wanted if it is told to, and gives the others back. */
export async function lookThroughQueue(
  sqs: SQSClient,
  QueueUrl: string,
  { isWanted, remove }: { isWanted: (body: string) => boolean; remove: boolean },
): Promise<readonly FoundMessage[]> {
  const seen = new Set<string>();
  const found = new Map<string, FoundMessage>();
  /** One for each delivery: a standard queue may have delivered copies. */
  const held: string[] = [];
  try {
    for (;;) {
      const messages = await receive(sqs, QueueUrl);
      const progress = messages.some(({ MessageId = "" }) => !seen.has(MessageId));
      for (const message of messages) {
        const { MessageId = "", ReceiptHandle = "", Body = "" } = message;
        seen.add(MessageId);
        const wanted = isWanted(Body);
        if (wanted) found.set(MessageId, readMessage(message));
        if (wanted && remove) await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
        else held.push(ReceiptHandle);
      }
      if (!progress) return [...found.values()];
    }
  } finally {
    await giveBack(sqs, QueueUrl, held);
  }
}

async function receive(sqs: SQSClient, QueueUrl: string): Promise<readonly Message[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: pageSize,
      VisibilityTimeout: holdSeconds,
      WaitTimeSeconds: waitSeconds,
      MessageSystemAttributeNames: ["SentTimestamp"],
    }),
  );
  return Messages;
}

async function giveBack(sqs: SQSClient, QueueUrl: string, handles: readonly string[]) {
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
