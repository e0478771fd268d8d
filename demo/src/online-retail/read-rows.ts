import { basename } from "node:path";
import { parse } from "csv-parse/sync";
import { type Line, readLines } from "./read-lines.ts";
import type { Reject, RowSource } from "./reject.ts";

const columns = [
  "InvoiceNo",
  "StockCode",
  "Description",
  "Quantity",
  "InvoiceDate",
  "UnitPrice",
  "CustomerID",
  "Country",
] as const;

/** The texts of a row by column. */
export type RawRow = {
  readonly source: RowSource;
  readonly fields: { readonly [column in (typeof columns)[number]]: string };
};

/** A field may have this many lines. A quote that stays open longer makes its line invalid. */
const maxRecordLines = 10;

/**
 * Reads a data file row by row. A row that is not CSV with the header's columns is a reject; the following rows are read normally.
 * In a file without the required columns, every row is a reject.
 */
export async function* readRows(path: string): AsyncGenerator<RawRow | Reject> {
  const file = basename(path);
  let header: readonly string[] | undefined;
  let knownHeader = false;
  for await (const { line, fields } of readRecords(path)) {
    const source = { file, line: line.number, raw: line.text };
    if (header === undefined) {
      header = (fields ?? []).map((name) => name.trim());
      knownHeader = columns.every((column) => header?.includes(column));
      if (!knownHeader) yield { source, reason: "wrong-header" };
      continue;
    }
    if (!knownHeader) yield { source, reason: "wrong-header" };
    else if (fields?.length !== header.length) yield { source, reason: "malformed-row" };
    else yield { source, fields: byColumn(header, fields) };
  }
}

function byColumn(header: readonly string[], fields: readonly string[]): RawRow["fields"] {
  const entries = columns.map((column) => [column, fields[header.indexOf(column)] ?? ""]);
  return Object.fromEntries(entries) as RawRow["fields"];
}

/** A record with its first line number and its text. `fields` is undefined when the text is not CSV. */
type CsvRecord = { readonly line: Line; readonly fields: readonly string[] | undefined };

async function* readRecords(path: string): AsyncGenerator<CsvRecord> {
  let pending: Line[] = [];
  for await (const line of readLines(path)) {
    pending.push(line);
    let taken = takeRecord(pending, false);
    while (taken) {
      if (taken.record) yield taken.record;
      pending = taken.rest;
      taken = takeRecord(pending, false);
    }
  }
  for (let taken = takeRecord(pending, true); taken; taken = takeRecord(taken.rest, true)) {
    if (taken.record) yield taken.record;
  }
}

/** Splits the first record off the lines; undefined when more lines are needed. */
function takeRecord(
  lines: Line[],
  atEnd: boolean,
): { readonly record?: CsvRecord; readonly rest: Line[] } | undefined {
  const [first] = lines;
  if (!first) return undefined;
  if (first.text === "") return { rest: lines.slice(1) };
  if (!first.text.includes('"')) {
    return { record: { line: first, fields: first.text.split(",") }, rest: lines.slice(1) };
  }
  let text = "";
  for (const [index, line] of lines.entries()) {
    text += index === 0 ? line.text : `\n${line.text}`;
    const fields = hasOpenQuote(text) ? undefined : parseRecord(text);
    if (fields) {
      return {
        record: { line: { number: first.number, text }, fields },
        rest: lines.slice(index + 1),
      };
    }
    // A line with closed but invalid quotes stays invalid, whatever lines follow.
    if (index === 0 && !hasOpenQuote(text)) break;
    if (index === lines.length - 1 && !atEnd && lines.length < maxRecordLines) return undefined;
  }
  return { record: { line: first, fields: undefined }, rest: lines.slice(1) };
}

const hasOpenQuote = (text: string) => text.split('"').length % 2 === 0;

function parseRecord(text: string): readonly string[] | undefined {
  try {
    const records: string[][] = parse(text, {
      relax_column_count: true,
      record_delimiter: "\u0000",
    });
    return records.length === 1 ? records[0] : undefined;
  } catch {
    return undefined;
  }
}
