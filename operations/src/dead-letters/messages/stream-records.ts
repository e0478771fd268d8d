import {
  GetRecordsCommand,
  GetShardIteratorCommand,
  type KinesisClient,
  type _Record as StreamRecord,
} from "@aws-sdk/client-kinesis";
import { createRecordFilter } from "@stagecraft/local-stage/event-source-mappings/kinesis/record-filter";
import { rereadFailedRecords } from "@stagecraft/local-stage/event-source-mappings/kinesis/reread-failed-records";
import type { StreamBatch } from "./dead-letter-message.ts";

/** The records of a batch that the stream still has. */
export type FoundRecords = {
  /** Those that match the filters of the event source mapping. */
  readonly records: readonly StreamRecord[];
  /** The first record has expired from the stream. */
  readonly isExpired: boolean;
};

/** Kinesis's errors for a position that has expired. */
const expiredErrors = new Set(["InvalidArgumentException", "ResourceNotFoundException"]);

/**
 * Reads the records of a batch again. With a parallelization factor the range may also hold records of other batches, which were
 * handled.
 */
export async function readStreamRecords(
  kinesis: KinesisClient,
  batch: StreamBatch,
): Promise<FoundRecords> {
  const matches = createRecordFilter(batch.filterPatterns);
  try {
    const { records, isComplete } = await rereadFailedRecords(batch, {
      getShardIterator: (input) => kinesis.send(new GetShardIteratorCommand(input)),
      getRecords: (input) => kinesis.send(new GetRecordsCommand(input)),
    });
    const wanted = records.filter(({ Data = new Uint8Array() }) => matches({ data: Data }));
    return { records: wanted, isExpired: !isComplete };
  } catch (error) {
    if (error instanceof Error && expiredErrors.has(error.name))
      return { records: [], isExpired: true };
    throw error;
  }
}
