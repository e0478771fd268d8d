import type { Sqs } from "@stagecraft/aws/sqs";
import type { DueEvent } from "@stagecraft/database/outbox/outbox-repository";
import type { SendEvents, Sent } from "./destination.ts";

/** The most that SQS takes in one call. */
const batchSize = 10;

/** Sends to that queue in concurrent batches; a batch that fails does not affect the others. */
export function sendMessagesTo(client: Sqs, url: string): SendEvents {
  async function sendBatch(batch: readonly DueEvent[]): Promise<Sent> {
    const entries = batch.map(({ event }, index) => ({
      Id: String(index),
      MessageBody: JSON.stringify(event),
    }));
    try {
      const answer = await client.call("SendMessageBatch", { QueueUrl: url, Entries: entries });
      const ids = new Set(answer.Successful?.map(({ Id }) => Id));
      return {
        sentIds: batch.filter((_, index) => ids.has(String(index))).map(({ id }) => id),
        errors:
          answer.Failed?.map(({ Code }) =>
            Object.assign(new Error("Refused by SQS"), { code: Code }),
          ) ?? [],
      };
    } catch (thrown) {
      return { sentIds: [], errors: [thrown] };
    }
  }

  return async (events) => {
    const batches = Array.from({ length: Math.ceil(events.length / batchSize) }, (_, index) =>
      events.slice(index * batchSize, (index + 1) * batchSize),
    );
    const sent = await Promise.all(batches.map(sendBatch));
    return {
      sentIds: sent.flatMap(({ sentIds }) => sentIds),
      errors: sent.flatMap(({ errors }) => errors),
    };
  };
}
