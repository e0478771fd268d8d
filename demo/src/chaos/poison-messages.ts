import { callService } from "@stagecraft/operations/local-system/call-service";
import type { System } from "@stagecraft/operations/local-system/start-system";
import type { Plan } from "@stagecraft/plan/plan";
import { queueSourcesOf } from "@stagecraft/plan/resources/lambda/queue-sources";
import { streamSourcesOf } from "@stagecraft/plan/resources/lambda/stream-sources";
import { queuesOf } from "@stagecraft/plan/resources/sqs/queues";

/**
 * Messages that no consumer accepts, with the queue in which each has to become a dead-letter message. The key is the body of a
 * message of a queue, or the sequence number of a record of a stream.
 */
export type PoisonMessages = Map<string, string | undefined>;

/** Not JSON, unknown JSON, an event of an unknown version. */
const bodies = [
  (name: string) => `poison ${name}`,
  (name: string) => JSON.stringify({ poison: name }),
  (name: string) =>
    JSON.stringify({
      specversion: "1.0",
      type: "order.placed",
      dataschema: "https://stagecraft.dev/schemas/order.placed/99",
      data: { poison: name },
    }),
];

/** In a queue with a longer visibility timeout a message becomes a dead-letter message only after hours. */
const maxVisibilitySeconds = 10 * 60;

/** Sends `count` poison messages to each queue and each stream that a function reads. */
export async function sendPoisonMessages(
  system: System,
  plan: Plan,
  { count, prefix }: { readonly count: number; readonly prefix: string },
  sent: PoisonMessages,
): Promise<void> {
  const operator = { stage: () => system.stage, plan };
  const nameOf = (deadLetterArn?: string) =>
    queuesOf(plan).find(({ arn }) => arn === deadLetterArn)?.logicalName;
  const readQueues = new Set(queueSourcesOf(plan).map(({ queueArn }) => queueArn));
  for (let index = 0; index < count; index += 1) {
    const make = bodies[index % bodies.length] as (typeof bodies)[number];
    for (const { arn, name, visibilityTimeoutSeconds, redrivePolicy } of queuesOf(plan)) {
      if (!readQueues.has(arn) || visibilityTimeoutSeconds > maxVisibilitySeconds) continue;
      const MessageBody = make(`${prefix} ${name} ${index}`);
      const QueueUrl = `${system.stage.url}/${plan.accountId}/${name}`;
      await callService(operator, "sqs", "SendMessage", { QueueUrl, MessageBody });
      sent.set(MessageBody, nameOf(redrivePolicy?.deadLetterTargetArn));
    }
    for (const { streamArn, onFailureArn } of streamSourcesOf(plan)) {
      const text = make(`${prefix} ${index}`);
      const { SequenceNumber } = await callService<{ SequenceNumber: string }>(
        operator,
        "kinesis",
        "PutRecord",
        {
          StreamARN: streamArn,
          Data: Buffer.from(text).toString("base64"),
          PartitionKey: text,
        },
      );
      sent.set(SequenceNumber, nameOf(onFailureArn));
    }
  }
}
