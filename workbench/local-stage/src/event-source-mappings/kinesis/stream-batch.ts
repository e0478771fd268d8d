import type { StoredRecord } from "../../kinesis/record-store.ts";

/** Records that the function gets together, and how often it got them. */
export type StreamBatch = {
  /** At least one, in order. */
  readonly records: readonly StoredRecord[];
  /** The last record that needs no more processing after the batch; those that filters refused are included. */
  readonly throughSeq: number;
  /** How often the function was invoked with exactly these records. */
  readonly invokes: number;
  /** How many of those were retries. */
  readonly retries: number;
};

/** A batch that the function was not invoked with yet. */
export function newBatch(records: readonly StoredRecord[], throughSeq: number): StreamBatch {
  return { records, throughSeq, invokes: 0, retries: 0 };
}

/** Splits a batch into two new ones, so that splitting counts as no retry. */
export function bisect(batch: StreamBatch): readonly [StreamBatch, StreamBatch] {
  return splitAt(batch, Math.ceil(batch.records.length / 2));
}

/** The records before `index` and the others, as new batches. */
export function splitAt(batch: StreamBatch, index: number): readonly [StreamBatch, StreamBatch] {
  const first = batch.records.slice(0, index);
  return [
    newBatch(first, first.at(-1)?.seq ?? 0),
    newBatch(batch.records.slice(index), batch.throughSeq),
  ];
}

/** The records that arrived at `untilMs` or before, and the later ones; each with the batch's counts. */
export function splitByAge(
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

/** The sequence numbers of its records. */
export function sequenceNumbersOf(
  { records }: StreamBatch,
  format: { sequenceNumber(seq: number): string },
): readonly string[] {
  return records.map(({ seq }) => format.sequenceNumber(seq));
}
