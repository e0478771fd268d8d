import type { Kinesis } from "@stagecraft/aws/kinesis";
import type { DueEvent } from "@stagecraft/database/outbox/outbox-repository";
import type { SendEvents, Sent } from "./destination.ts";

/** The most that Kinesis takes in one call. */
const batchSize = 500;

/**
 * Puts records on that stream with the order as partition key. A call has no two events of an order, and the outbox holds later
 * events back until a failed one is sent.
 */
export function putRecordsOn(client: Kinesis, streamArn: string): SendEvents {
  async function putBatch(batch: readonly DueEvent[]): Promise<Sent> {
    const records = batch.map(({ orderId, event }) => ({
      PartitionKey: orderId,
      Data: Buffer.from(JSON.stringify(event)).toString("base64"),
    }));
    try {
      const { Records = [] } = await client.call("PutRecords", {
        StreamARN: streamArn,
        Records: records,
      });
      const refused = Records.flatMap(({ ErrorCode }) => ErrorCode ?? []);
      return {
        sentIds: batch.filter((_, index) => Records[index]?.SequenceNumber).map(({ id }) => id),
        errors: refused.map((code) => Object.assign(new Error("Refused by Kinesis"), { code })),
      };
    } catch (thrown) {
      return { sentIds: [], errors: [thrown] };
    }
  }

  return async (events) => {
    const sentIds: Sent["sentIds"] = [];
    const errors: Sent["errors"] = [];
    for (let from = 0; from < events.length && errors.length === 0; from += batchSize) {
      const sent = await putBatch(events.slice(from, from + batchSize));
      sentIds.push(...sent.sentIds);
      errors.push(...sent.errors);
    }
    return { sentIds, errors };
  };
}
