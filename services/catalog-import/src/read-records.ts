import { Fault } from "@stagecraft/contracts/fault";
import type { Import } from "@stagecraft/database/import-repository";
import { type CsvRecord, createCsvParser } from "./csv-parser.ts";
import type { Files } from "./dependencies.ts";

/**
 * The records of the file from its import's position on, one list for each piece that was read.
 * @throws Fault `import.cut-short` when the file ends early, because its last record may be incomplete
 */
export async function* readRecords(from: Import, files: Files): AsyncGenerator<CsvRecord[]> {
  const parser = createCsvParser(from);
  let readBytes = from.offsetBytes;
  if (readBytes < from.sizeBytes) {
    for await (const piece of files.read(from, readBytes)) {
      readBytes += piece.byteLength;
      yield parser.read(piece);
    }
  }
  if (readBytes !== from.sizeBytes) throw new Fault("import.cut-short", { retry: true });
  yield parser.end();
}
