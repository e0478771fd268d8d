import {
  GetRecordsCommand,
  GetShardIteratorCommand,
  type KinesisClient,
  type _Record as StreamRecord,
} from "@aws-sdk/client-kinesis";
import { createRecordFilter } from "@stagecraft/local-stage/event-source-mappings/kinesis/record-filter";
import { rereadFailedRecords } from "@stagecraft/local-stage/event-source-mappings/kinesis/reread-failed-records";
import type { StreamBatch } from "./dead-letter.ts";

/** The records of a batch as they still stand in the stream. */
export type FoundRecords = {
  /** Those that the function's filters let through. */
  readonly records: readonly StreamRecord[];
  /** The stream keeps the first of them no more. */
  readonly isGone: boolean;
};

/** What Kinesis says of a place that it keeps no more. */
const goneErrors = new Set(["InvalidArgumentException", "ResourceNotFoundException"]);

/** Reads the records of a batch again; the range may hold others that were handled, where a shard is read in lanes. */
export async function readStreamRecords(
  kinesis: KinesisClient,
  batch: StreamBatch,
): Promise<FoundRecords> {
  const isWanted = createRecordFilter(batch.filterPatterns);
  try {
    const { records, isComplete } = await rereadFailedRecords(batch, {
      getShardIterator: (input) => kinesis.send(new GetShardIteratorCommand(input)),
      getRecords: (input) => kinesis.send(new GetRecordsCommand(input)),
    });
    const wanted = records.filter(({ Data = new Uint8Array() }) => isWanted({ data: Data }));
    return { records: wanted, isGone: !isComplete };
  } catch (error) {
    if (error instanceof Error && goneErrors.has(error.name)) return { records: [], isGone: true };
    throw error;
  }
}
