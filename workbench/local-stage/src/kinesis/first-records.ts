import type { StoredRecord } from "./record-store.ts";

/** The first records within the limits; at least one. */
export function firstRecords(
  records: Iterable<StoredRecord>,
  limits: {
    readonly maxRecords: number;
    readonly maxBytes: number;
    readonly bytesOf: (record: StoredRecord) => number;
  },
): readonly StoredRecord[] {
  const taken: StoredRecord[] = [];
  let bytes = 0;
  for (const record of records) {
    bytes += limits.bytesOf(record);
    if (taken.length > 0 && bytes > limits.maxBytes) break;
    taken.push(record);
    if (taken.length === limits.maxRecords) break;
  }
  return taken;
}
