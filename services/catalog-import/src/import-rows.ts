import { catalogueColumns } from "@stagecraft/contracts/catalogue-file";
import { Fault } from "@stagecraft/contracts/fault";
import { type Import, importRepository } from "@stagecraft/database/import-repository";
import type { Deadline } from "@stagecraft/lambda/schedule";
import { collectBatch } from "./collect-batch.ts";
import type { CsvRecord } from "./csv-parser.ts";
import type { Dependencies } from "./dependencies.ts";
import { readRecords } from "./read-records.ts";

/** Where an import stands when it is left, and why it is. */
export type LeftImport = {
  readonly state:
    | "all-read"
    /** The time is up. */
    | "unfinished"
    /** Another invocation is at it. */
    | "overtaken"
    | { readonly refusal: string };
  readonly import: Import;
};

const batchRows = 1_000;

/** No batch is begun with less time left: what is read has to be stored, and the message to be sent. */
const reserveMs = 20_000;

/**
 * Reads the file from where its import stands, and stores its rows batch by batch, each together with how far the file
 * is read then. Whatever ends this, the next one goes on behind the last batch and adds nothing twice.
 */
export async function importRows(
  start: Import,
  { remainingMs }: Deadline,
  { database, files }: Pick<Dependencies, "database" | "files">,
): Promise<LeftImport> {
  let current = start;
  let isHeaderRead = start.offsetBytes > 0;
  let waiting: CsvRecord[] = [];

  async function store(records: readonly CsvRecord[]): Promise<boolean> {
    const [first, ...others] = records;
    if (!first) return true;
    const batch = collectBatch([first, ...others]);
    const stored = await database.run((db) => importRepository(db).store(current, batch));
    if (stored) current = stored;
    return stored !== null;
  }

  for await (const records of readRecords(start, files)) {
    for (const record of records) {
      if (!isHeaderRead) {
        if (!isHeader(record)) return { state: { refusal: headerRefusal }, import: current };
        isHeaderRead = true;
        continue;
      }
      waiting.push(record);
      if (waiting.length < batchRows) continue;
      if (!(await store(waiting))) return { state: "overtaken", import: current };
      waiting = [];
      if (remainingMs() < reserveMs) return { state: "unfinished", import: current };
    }
    if (remainingMs() < reserveMs) return { state: await leave(), import: current };
  }
  if (!isHeaderRead) return { state: { refusal: "the file is empty" }, import: current };
  return { state: (await store(waiting)) ? "all-read" : "overtaken", import: current };

  /** Stores what waits. A file of which a whole invocation stores nothing would be continued for ever. */
  async function leave(): Promise<"unfinished" | "overtaken"> {
    if (!(await store(waiting))) return "overtaken";
    if (current.offsetBytes > start.offsetBytes) return "unfinished";
    throw new Fault("import.no-progress", { retry: false, detail: "no row ends within the time" });
  }
}

const headerRefusal = `the first line is not "${catalogueColumns.join(",")}"`;

function isHeader({ fields, fault }: CsvRecord): boolean {
  return (
    !fault &&
    fields.length === catalogueColumns.length &&
    catalogueColumns.every((column, index) => column === fields[index]?.trim())
  );
}
