import type { StoredRecord } from "../../kinesis/record-store.ts";

/** Records that go to the function together, and how that went so far. */
export type StreamBatch = {
  /** At least one, in order. */
  readonly records: readonly StoredRecord[];
  /** Everything up to here is done with when the batch is: records that filters refused come along. */
  readonly throughSeq: number;
  /** Times that the function had exactly these records. */
  readonly invokes: number;
  /** How much of the retry quota is used. */
  readonly retries: number;
};

/** A batch that the function has not had yet. */
export function newBatch(records: readonly StoredRecord[], throughSeq: number): StreamBatch {
  return { records, throughSeq, invokes: 0, retries: 0 };
}

/** Two batches in its place, each new, so that splitting uses up no retries. */
export function halves(batch: StreamBatch): readonly [StreamBatch, StreamBatch] {
  return cut(batch, Math.ceil(batch.records.length / 2));
}

/** What is done and what is left when the function gets stuck at a record, which is not the first. */
export function cut(batch: StreamBatch, index: number): readonly [StreamBatch, StreamBatch] {
  const first = batch.records.slice(0, index);
  return [
    newBatch(first, first.at(-1)?.seq ?? 0),
    newBatch(batch.records.slice(index), batch.throughSeq),
  ];
}

/** The records at a batch's beginning that arrived at `untilMs` or before, and the others; each with the batch's history. */
export function separateOld(
  batch: StreamBatch,
  untilMs: number,
): { readonly old?: StreamBatch; readonly rest?: StreamBatch } {
  const { records } = batch;
  const firstYoung = records.findIndex(({ arrivedAtMs }) => arrivedAtMs > untilMs);
  if (firstYoung === 0) return { rest: batch };
  if (firstYoung === -1) return { old: batch };
  const old = records.slice(0, firstYoung);
  return {
    old: { ...batch, records: old, throughSeq: old.at(-1)?.seq ?? 0 },
    rest: { ...batch, records: records.slice(firstYoung) },
  };
}

/** What consumers know its records by. */
export function sequenceNumbersOf(
  { records }: StreamBatch,
  format: { sequenceNumber(seq: number): string },
): readonly string[] {
  return records.map(({ seq }) => format.sequenceNumber(seq));
}
