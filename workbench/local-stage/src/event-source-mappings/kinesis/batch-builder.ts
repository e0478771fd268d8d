import type { StoredRecord } from "../../kinesis/record-store.ts";

/** A batch that is being filled. */
export type BatchBuilder = {
  /** Adds the records that pass the filters, until the batch is full. */
  add(records: Iterable<StoredRecord>): void;
  readonly records: readonly StoredRecord[];
  /** How many did not pass. */
  filteredOut(): number;
  /** The last record that was added or filtered out. */
  throughSeq(): number;
  isFull(): boolean;
};

/** Fills up to `maxRecords` or `maxBytes`, whichever comes first; one record is always added. */
export function createBatchBuilder(
  afterSeq: number,
  rules: {
    readonly maxRecords: number;
    readonly maxBytes: number;
    readonly bytesOf: (record: StoredRecord) => number;
    readonly passes: (record: StoredRecord) => boolean;
  },
): BatchBuilder {
  const records: StoredRecord[] = [];
  let bytes = 0;
  let filteredOut = 0;
  let throughSeq = afterSeq;
  let isFull = false;
  return {
    records,
    filteredOut: () => filteredOut,
    throughSeq: () => throughSeq,
    isFull: () => isFull,
    add(more) {
      for (const record of more) {
        if (rules.passes(record)) {
          bytes += rules.bytesOf(record);
          isFull = records.length > 0 && bytes > rules.maxBytes;
          if (isFull) return;
          records.push(record);
          isFull = records.length >= rules.maxRecords;
        } else {
          filteredOut += 1;
        }
        throughSeq = record.seq;
        if (isFull) return;
      }
    },
  };
}
