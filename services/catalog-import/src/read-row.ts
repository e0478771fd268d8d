import { CatalogueRow, catalogueColumns } from "@stagecraft/contracts/catalogue-file";
import { parse } from "@stagecraft/contracts/parse";
import type { Reject } from "@stagecraft/database/import-repository";
import type { CsvRecord } from "./csv-parser.ts";

/** The longest text of a row in the reject file. */
const shownCharacters = 1_000;

/** A row of the catalogue, or a reject with its reason. */
export type ReadRow =
  | { readonly ok: true; readonly row: CatalogueRow }
  | { readonly ok: false; readonly reject: Reject };

/** Reads a record after the file's header. */
export function readRow(record: CsvRecord): ReadRow {
  const { fields, error } = record;
  if (error) return refuse(record, error);
  if (fields.length !== catalogueColumns.length) {
    return refuse(record, `has ${fields.length} fields, not ${catalogueColumns.length}`);
  }
  const columns = catalogueColumns.map((column, index) => [column, fields[index]]);
  const parsed = parse(CatalogueRow, Object.fromEntries(columns));
  if (parsed.ok) return { ok: true, row: parsed.value };
  const reasons = parsed.errors.map(({ path, message }) => `${path}: ${message}`);
  return refuse(record, reasons.join("; "));
}

function refuse({ line, raw }: CsvRecord, reason: string): ReadRow {
  const text = raw.toString("utf8").replace(/\r?\n$/, "");
  // Postgres stores no NUL.
  const row = text.slice(0, shownCharacters).replaceAll("\0", "\ufffd").toWellFormed();
  return { ok: false, reject: { line, reason, row } };
}
