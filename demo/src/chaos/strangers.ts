import { callService } from "@stagecraft/operations/local-system/call-service";
import type { System } from "@stagecraft/operations/local-system/start-system";
import type { Plan } from "@stagecraft/plan/plan";
import { queueSourcesOf } from "@stagecraft/plan/resources/lambda/queue-sources";
import { streamSourcesOf } from "@stagecraft/plan/resources/lambda/stream-sources";
import { queuesOf } from "@stagecraft/plan/resources/sqs/queues";

/**
 * Messages that nobody should have sent: bodies of what was sent to queues and sequence numbers of what was put on streams, and
 * the queue in which each has to end, by its name in the program.
 */
export type Strangers = Map<string, string | undefined>;

/** Not JSON, JSON of nothing known, an event of a version that is not there yet. */
const bodies = [
  (name: string) => `stranger ${name}`,
  (name: string) => JSON.stringify({ stranger: name }),
  (name: string) =>
    JSON.stringify({
      specversion: "1.0",
      type: "order.placed",
      dataschema: "https://stagecraft.dev/schemas/order.placed/99",
      data: { stranger: name },
    }),
];

/** In a queue where a delivery may take longer, a message is hours from becoming a dead letter. */
const longestVisibilitySeconds = 10 * 60;

/** Sends so many to each queue and each stream that a function reads. */
export async function sendStrangers(
  system: System,
  plan: Plan,
  { count, prefix }: { readonly count: number; readonly prefix: string },
  known: Strangers,
): Promise<void> {
  const operator = { stage: () => system.stage, plan };
  const nameOf = (deadLetterArn?: string) =>
    queuesOf(plan).find(({ arn }) => arn === deadLetterArn)?.logicalName;
  const sources = new Set(queueSourcesOf(plan).map(({ queueArn }) => queueArn));
  for (let index = 0; index < count; index += 1) {
    const make = bodies[index % bodies.length] as (typeof bodies)[number];
    for (const { arn, name, visibilityTimeoutSeconds, redrivePolicy } of queuesOf(plan)) {
      if (!sources.has(arn) || visibilityTimeoutSeconds > longestVisibilitySeconds) continue;
      const MessageBody = make(`${prefix} ${name} ${index}`);
      const QueueUrl = `${system.stage.url}/${plan.accountId}/${name}`;
      await callService(operator, "sqs", "SendMessage", { QueueUrl, MessageBody });
      known.set(MessageBody, nameOf(redrivePolicy?.deadLetterTargetArn));
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
      known.set(SequenceNumber, nameOf(onFailureArn));
    }
  }
}
