import type { CatalogueRow } from "@stagecraft/contracts/catalogue-file";
import type { ImportBatch, Reject } from "@stagecraft/database/import-repository";
import type { CsvRecord } from "./csv-parser.ts";
import { readRow } from "./read-row.ts";

/**
 * Makes one batch of records. Of several rows of a code the last one counts, as if each row were stored alone. So the result does
 * not depend on where batches end.
 */
export function collectBatch(records: readonly [CsvRecord, ...CsvRecord[]]): ImportBatch {
  const rows = new Map<string, CatalogueRow>();
  const rejects: Reject[] = [];
  for (const record of records) {
    const read = readRow(record);
    if (read.ok) rows.set(read.row.code, read.row);
    else rejects.push(read.reject);
  }
  const { end } = records.at(-1) ?? records[0];
  return { rows: [...rows.values()], rejects, rowsIn: records.length, end };
}
