import type { _Record as StreamRecord } from "@aws-sdk/client-kinesis";
import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import { quotas } from "@stagecraft/plan/quotas";
import type { RedriveTarget, StreamBatch } from "../messages/dead-letter-message.ts";
import { textOfRecord } from "../messages/text-of-record.ts";
import type { Decision } from "./decide-redrive.ts";
import { MessageRejectedError } from "./message-rejected-error.ts";

/**
 * Invokes the consumer that failed with the records of a batch, as its event source mapping would, and waits for the answer. The
 * records are not put on the stream again: they would come after later records of their keys, and reach every consumer.
 *
 * @throws MessageRejectedError when the function fails again
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html
 */
export async function invokeWithRecords(
  { arn, batch }: Extract<RedriveTarget, { kind: "stream-consumer" }>,
  { records = [], texts }: Extract<Decision, { kind: "send" }>,
  lambda: LambdaClient,
): Promise<{ readonly as: string }> {
  const entries = records.map((record, index) =>
    JSON.stringify(recordEvent(batch, record, texts[index] ?? "")),
  );
  let as = "";
  for (const Records of inBatches(entries, batch.maxBatchSize)) {
    const { FunctionError, Payload, $metadata } = await lambda.send(
      new InvokeCommand({
        FunctionName: arn,
        Payload: Buffer.from(`{"Records":[${Records.join(",")}]}`),
      }),
    );
    const answer = read(Payload);
    if (FunctionError) {
      const { errorType = FunctionError, errorMessage = "" } = answer;
      throw new MessageRejectedError(`the function failed again: ${errorType}: ${errorMessage}`);
    }
    const failed = batch.reportsBatchItemFailures ? (answer.batchItemFailures ?? []) : [];
    if (failed.length > 0) {
      const first = failed[0]?.itemIdentifier;
      throw new MessageRejectedError(`the function reported failed records, from ${first} on`);
    }
    as = $metadata.requestId ?? "";
  }
  return { as };
}

function recordEvent(batch: StreamBatch, record: StreamRecord, text: string) {
  const { Data = new Uint8Array(), PartitionKey, SequenceNumber } = record;
  // A record that was not upgraded keeps its bytes: they may not be text.
  const data = text === textOfRecord(record) ? Buffer.from(Data) : Buffer.from(text);
  return {
    kinesis: {
      kinesisSchemaVersion: "1.0",
      partitionKey: PartitionKey,
      sequenceNumber: SequenceNumber,
      data: data.toString("base64"),
      approximateArrivalTimestamp: (record.ApproximateArrivalTimestamp?.getTime() ?? 0) / 1_000,
    },
    eventSource: "aws:kinesis",
    eventVersion: "1.0",
    eventID: `${batch.shardId}:${SequenceNumber}`,
    eventName: "aws:kinesis:record",
    invokeIdentityArn: batch.roleArn,
    awsRegion: batch.streamArn.split(":")[3],
    eventSourceARN: batch.streamArn,
  };
}

/** Splits the entries, in order, by the mapping's batch size and by the size limit of an invocation. */
function* inBatches(entries: readonly string[], largest: number): Generator<readonly string[]> {
  const mostBytes = quotas.lambda.requestBytes.value - '{"Records":[]}'.length;
  let batch: string[] = [];
  let bytes = 0;
  for (const entry of entries) {
    const more = Buffer.byteLength(entry) + 1;
    if (batch.length > 0 && (batch.length === largest || bytes + more > mostBytes)) {
      yield batch;
      [batch, bytes] = [[], 0];
    }
    batch.push(entry);
    bytes += more;
  }
  if (batch.length > 0) yield batch;
}

type FunctionAnswer = {
  readonly errorType?: string;
  readonly errorMessage?: string;
  readonly batchItemFailures?: readonly { readonly itemIdentifier?: string }[];
};

function read(payload: Uint8Array | undefined): FunctionAnswer {
  const text = Buffer.from(payload ?? []).toString();
  const answer: unknown = text === "" ? {} : JSON.parse(text);
  return typeof answer === "object" && answer !== null ? (answer as FunctionAnswer) : {};
}
