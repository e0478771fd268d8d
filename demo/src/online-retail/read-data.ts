import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { DataError } from "./data-error.ts";
import { groupInvoices, type Invoice } from "./invoices.ts";
import { readRows } from "./read-rows.ts";
import type { Reject } from "./reject.ts";
import { type RetailRow, readRow } from "./row.ts";

/** All data files of a folder. Every row is in an invoice or in the rejects. */
export type RetailData = {
  readonly files: readonly string[];
  /** Rows in the files, without headers and empty lines. */
  readonly rows: number;
  /** Number of invoices by result; `rejected` when all of its rows were rejected. */
  readonly numbers: {
    readonly orders: number;
    readonly creditNotes: number;
    readonly rejected: number;
  };
  /** Sorted by time. */
  readonly invoices: readonly Invoice[];
  readonly rejects: readonly Reject[];
};

/**
 * Reads every `*.csv` of a folder except reject files, in the order of their names.
 * @throws DataError when the folder cannot be read or has no such file.
 */
export async function readData(directory: string): Promise<RetailData> {
  const files = (await list(directory))
    .filter((name) => /\.csv$/i.test(name) && !/\.rejects\.csv$/i.test(name))
    .sort();
  if (files.length === 0) {
    throw new DataError(
      `There is no .csv file in ${directory}. Use a folder with a CSV file for each day.`,
    );
  }
  const usable: RetailRow[] = [];
  const rejects: Reject[] = [];
  const numbers = new Set<string>();
  let rows = 0;
  for (const file of files) {
    for await (const read of readRows(join(directory, file))) {
      rows += 1;
      if ("reason" in read) {
        rejects.push(read);
        continue;
      }
      numbers.add(read.fields.InvoiceNo.trim().toUpperCase());
      const result = readRow(read);
      if (result.ok) usable.push(result.row);
      else rejects.push({ source: read.source, reason: result.reason });
    }
  }
  const grouped = groupInvoices(usable);
  const orders = grouped.invoices.filter(({ kind }) => kind === "order").length;
  const creditNotes = grouped.invoices.length - orders;
  return {
    files,
    rows,
    numbers: { orders, creditNotes, rejected: numbers.size - orders - creditNotes },
    invoices: grouped.invoices,
    rejects: [...rejects, ...grouped.rejects],
  };
}

async function list(directory: string): Promise<string[]> {
  try {
    return await readdir(directory);
  } catch (cause) {
    throw new DataError(`The data in ${directory} cannot be read: ${(cause as Error).message}`, {
      cause,
    });
  }
}
