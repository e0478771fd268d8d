import type { ImportSummary } from "@stagecraft/contracts/catalogue-file";
import { Fault } from "@stagecraft/contracts/fault";
import { type Import, importRepository, type Reject } from "@stagecraft/database/import-repository";
import type { Dependencies } from "./dependencies.ts";

const pageRows = 1_000;

/**
 * Writes the reject file and the summary of a file that is read to its end or refused, and completes its import. Until it is
 * completed, a repeated call has the same result.
 */
export async function finishImport(
  done: Import,
  { database, files, now }: Pick<Dependencies, "database" | "files" | "now">,
): Promise<void> {
  const { bucket, key, versionId, refusal, rowsIn, rowsOut, rowsRejected } = done;
  const name = nameOf(key);
  await files.write(
    { bucket, key: `rejected/${name}.csv`, contentType: "text/csv; charset=utf-8" },
    rejectFile(done, { database }),
  );
  const summary: ImportSummary = {
    bucket,
    key,
    versionId,
    outcome: refusal === null ? "imported" : "refused",
    refusal,
    rowsIn,
    rowsOut,
    rowsRejected,
  };
  await files.write(
    { bucket, key: `summaries/${name}.json`, contentType: "application/json" },
    summaryFile(summary),
  );
  await database.run((db) => importRepository(db).complete(done, now()));
}

/** `2010/autumn` of `imports/2010/autumn.csv`. */
function nameOf(key: string): string {
  const [, name] = /^imports\/(.+)\.csv$/.exec(key) ?? [];
  if (!name) throw new Fault("import.unexpected-key", { retry: false });
  return name;
}

async function* rejectFile(
  done: Import,
  { database }: Pick<Dependencies, "database">,
): AsyncGenerator<Buffer> {
  yield Buffer.from("line,reason,row\r\n");
  let written = 0;
  for (let after = 0; ; ) {
    const page = await database.run((db) => importRepository(db).rejects(done, after, pageRows));
    const last = page.at(-1);
    if (!last) break;
    yield Buffer.from(page.map(csvRow).join(""));
    written += page.length;
    after = last.line;
  }
  // Another invocation has completed the import meanwhile and deleted the rejects. Its reject file must stay.
  if (written !== done.rowsRejected) throw new Fault("import.rejects-gone", { retry: true });
}

async function* summaryFile(summary: ImportSummary): AsyncGenerator<Buffer> {
  yield Buffer.from(`${JSON.stringify(summary, null, 2)}\n`);
}

function csvRow({ line, reason, row }: Reject): string {
  return `${[String(line), reason, row].map(csvField).join(",")}\r\n`;
}

function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
