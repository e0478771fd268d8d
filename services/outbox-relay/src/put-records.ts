import { type KinesisClient, PutRecordsCommand } from "@aws-sdk/client-kinesis";
import type { DueEvent } from "@stagecraft/database/outbox-repository";
import type { SendEvents, Sent } from "./destination.ts";

/** The most that Kinesis takes in one call. */
const batchSize = 500;

/**
 * Puts records on that stream, keyed by order. One that fails is left out of what arrived; nothing later of its order
 * is in the same call, and the outbox holds it back until this one is there.
 */
export function putRecordsOn(client: KinesisClient, streamArn: string): SendEvents {
  async function putBatch(batch: readonly DueEvent[]): Promise<Sent> {
    const records = batch.map(({ orderId, event }) => ({
      PartitionKey: orderId,
      Data: Buffer.from(JSON.stringify(event)),
    }));
    try {
      const { Records = [] } = await client.send(
        new PutRecordsCommand({ StreamARN: streamArn, Records: records }),
      );
      const refused = Records.flatMap(({ ErrorCode }) => ErrorCode ?? []);
      return {
        arrived: batch.filter((_, index) => Records[index]?.SequenceNumber).map(({ id }) => id),
        faults: refused.map((code) => Object.assign(new Error("Refused by Kinesis"), { code })),
      };
    } catch (thrown) {
      return { arrived: [], faults: [thrown] };
    }
  }

  return async (events) => {
    const arrived: Sent["arrived"] = [];
    const faults: Sent["faults"] = [];
    for (let from = 0; from < events.length && faults.length === 0; from += batchSize) {
      const sent = await putBatch(events.slice(from, from + batchSize));
      arrived.push(...sent.arrived);
      faults.push(...sent.faults);
    }
    return { arrived, faults };
  };
}
