import { catalogueColumns } from "@stagecraft/contracts/catalogue-file";
import { Fault } from "@stagecraft/contracts/fault";
import { type Import, importRepository } from "@stagecraft/database/import-repository";
import type { Deadline } from "@stagecraft/lambda/invocation";
import { collectBatch } from "./collect-batch.ts";
import type { CsvRecord } from "./csv-parser.ts";
import type { Dependencies } from "./dependencies.ts";
import { readRecords } from "./read-records.ts";

/** An import when its invocation stops reading, and why it stops. */
export type StoppedImport = {
  readonly state:
    | "all-read"
    /** The invocation has no time left. */
    | "unfinished"
    /** Another invocation imports the same file. */
    | "overtaken"
    | { readonly refusal: string };
  readonly import: Import;
};

const batchRows = 1_000;

/** No batch begins with less time left: the rows must be stored and the message sent. */
const reserveMs = 20_000;

/**
 * Reads the file from its import's position and stores its rows in batches, each together with the new position. After any
 * failure, the next invocation continues behind the last batch and stores nothing twice.
 */
export async function importRows(
  start: Import,
  { remainingMs }: Deadline,
  { database, files }: Pick<Dependencies, "database" | "files">,
): Promise<StoppedImport> {
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
    if (remainingMs() < reserveMs) return { state: await stop(), import: current };
  }
  if (!isHeaderRead) return { state: { refusal: "the file is empty" }, import: current };
  return { state: (await store(waiting)) ? "all-read" : "overtaken", import: current };

  /** Stores the waiting rows. A file of which an invocation stores no row would be continued forever. */
  async function stop(): Promise<"unfinished" | "overtaken"> {
    if (!(await store(waiting))) return "overtaken";
    if (current.offsetBytes > start.offsetBytes) return "unfinished";
    throw new Fault("import.no-progress", { retry: false, detail: "no row ended within the time" });
  }
}

const headerRefusal = `the first line is not "${catalogueColumns.join(",")}"`;

function isHeader({ fields, error }: CsvRecord): boolean {
  return (
    !error &&
    fields.length === catalogueColumns.length &&
    catalogueColumns.every((column, index) => column === fields[index]?.trim())
  );
}
