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

/** A row's text by column. */
export type RawRow = {
  readonly source: RowSource;
  readonly fields: { readonly [column in (typeof columns)[number]]: string };
};

/** A field may run over so many lines; a quote that is open for longer is a mistake in its line. */
const longestRecordLines = 10;

/**
 * Reads a day's file row by row. A row that is not CSV of the header's columns is a reject and the rows
 * after it are read as usual; a file without the columns above has all its rows rejected.
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

/** A record's first line number and whole text; `fields` is undefined when the text is not CSV. */
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

/** Takes the first record off the lines; undefined when it takes more lines to tell. */
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
    // A line whose quotes are closed and wrong will not get better with more lines.
    if (index === 0 && !hasOpenQuote(text)) break;
    if (index === lines.length - 1 && !atEnd && lines.length < longestRecordLines) return undefined;
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
