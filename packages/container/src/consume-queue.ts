import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { ReceivedMessage, Sqs } from "@stagecraft/aws/sqs";
import type { InvocationContext } from "@stagecraft/lambda/invocation";
import type { Log } from "@stagecraft/lambda/telemetry";
import type { SQSRecord } from "aws-lambda";
import type { Running } from "./run-until-stopped.ts";

/** What a consumer of a queue needs. */
export type QueueConsumerOptions = {
  readonly queue: { readonly url: string; readonly arn: string };
  /** Its requests must be able to last longer than `waitSeconds`. */
  readonly client: Sqs;
  /** The Lambda handler of the queue, with partial batch responses. */
  readonly handler: (
    event: { readonly Records: readonly SQSRecord[] },
    context: InvocationContext,
  ) => Promise<{
    readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
  }>;
  /** How many batches are handled at once, as an event source mapping's maximum concurrency. */
  readonly concurrency: number;
  /** How long one batch may take, as the function's timeout. The queue's visibility timeout must be longer. */
  readonly batchTimeoutMs: number;
  readonly log: Log;
};

const batchSize = 10;

/** So long a stop may have to wait, beside the batches in hand. A shorter poll asks, and costs, more often. */
const waitSeconds = 10;

/** How long after an error the queue is asked again. */
const pauseMs = 1_000;

/**
 * Consumes a queue as Lambda's event source mapping does, with the function's handler: long polling, one batch at a time for each
 * poller, and only the messages that succeeded are deleted. The others are visible again after the queue's visibility timeout, and go to
 * the dead-letter queue after its number of receives. A stop waits for the polls and batches in hand, so that no message is hidden in
 * vain.
 */
export function consumeQueue(options: QueueConsumerOptions): Running {
  const { queue, client, handler, concurrency, batchTimeoutMs, log } = options;
  const stopping = new AbortController();
  const region = queue.arn.split(":")[3] ?? "";

  async function consumeOnce(): Promise<void> {
    const { Messages: messages = [] } = await client.call("ReceiveMessage", {
      QueueUrl: queue.url,
      MaxNumberOfMessages: batchSize,
      WaitTimeSeconds: waitSeconds,
      MessageSystemAttributeNames: ["All"],
      MessageAttributeNames: ["All"],
    });
    if (messages.length === 0) return;
    const startedMs = performance.now();
    const { batchItemFailures } = await handler(
      { Records: messages.map((message) => recordOf(message, queue.arn, region)) },
      {
        awsRequestId: randomUUID(),
        getRemainingTimeInMillis: () => batchTimeoutMs - (performance.now() - startedMs),
        isContainer: true,
      },
    );
    const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    const done = messages.filter(({ MessageId }) => !failed.has(MessageId));
    if (done.length === 0) return;
    await client.call("DeleteMessageBatch", {
      QueueUrl: queue.url,
      Entries: done.map(({ MessageId, ReceiptHandle }) => ({ Id: MessageId, ReceiptHandle })),
    });
  }

  async function poll(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await consumeOnce();
      } catch (thrown) {
        log.error("poll", {}, thrown);
        await delay(pauseMs, undefined, { signal: stopping.signal }).catch(() => {});
      }
    }
  }

  const pollers = Array.from({ length: concurrency }, poll);
  return {
    async stop() {
      stopping.abort();
      await Promise.all(pollers);
    },
  };
}

/** A message as Lambda hands it over: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
function recordOf(message: ReceivedMessage, arn: string, region: string): SQSRecord {
  const { MessageId, ReceiptHandle, Body, MD5OfBody, Attributes, MessageAttributes = {} } = message;
  return {
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    md5OfBody: MD5OfBody,
    attributes: Attributes as unknown as SQSRecord["attributes"],
    messageAttributes: Object.fromEntries(
      Object.entries(MessageAttributes).map(([name, { DataType, StringValue }]) => [
        name,
        { dataType: DataType, ...(StringValue !== undefined && { stringValue: StringValue }) },
      ]),
    ),
    eventSource: "aws:sqs",
    eventSourceARN: arn,
    awsRegion: region,
  };
}
