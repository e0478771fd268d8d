import type { StoredRecord } from "../../kinesis/record-store.ts";

/** A batch that is being filled. */
export type Gathering = {
  /** Takes what passes, until it is full. What does not pass is left out. */
  add(records: Iterable<StoredRecord>): void;
  readonly records: readonly StoredRecord[];
  /** How many were left out. */
  leftOut(): number;
  /** The last record that was looked at, whether it was taken or left out. */
  throughSeq(): number;
  isFull(): boolean;
};

/** Fills up to `maxRecords` or `maxBytes`, whichever comes first; one record is always taken. */
export function startGathering(
  afterSeq: number,
  rules: {
    readonly maxRecords: number;
    readonly maxBytes: number;
    readonly bytesOf: (record: StoredRecord) => number;
    readonly passes: (record: StoredRecord) => boolean;
  },
): Gathering {
  const records: StoredRecord[] = [];
  let bytes = 0;
  let leftOut = 0;
  let throughSeq = afterSeq;
  let isFull = false;
  return {
    records,
    leftOut: () => leftOut,
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
          leftOut += 1;
        }
        throughSeq = record.seq;
        if (isFull) return;
      }
    },
  };
}
