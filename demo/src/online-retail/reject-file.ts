import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { csvLine } from "@stagecraft/operations/local-system/csv-line";
import type { Reject } from "./reject.ts";

/**
 * Writes a reject file for each data file: `2010-12-01.rejects.csv` for `2010-12-01.csv`. It has file, line, reason and original
 * row of each reject. Without rejects it has only the header.
 * @returns the paths of the written files
 */
export async function writeRejectFiles(options: {
  readonly directory: string;
  readonly files: readonly string[];
  readonly rejects: readonly Reject[];
}): Promise<readonly string[]> {
  const { directory, files, rejects } = options;
  const byFile = Map.groupBy(rejects, ({ source }) => source.file);
  const written = files.map(async (file) => {
    const path = join(directory, file.replace(/(\.csv)?$/i, ".rejects.csv"));
    await writeFile(path, rejectCsv(byFile.get(file) ?? []));
    return path;
  });
  return Promise.all(written);
}

function rejectCsv(rejects: readonly Reject[]): string {
  const lines = rejects
    .toSorted((a, b) => a.source.line - b.source.line)
    .map(({ source, reason }) => csvLine([source.file, source.line, reason, source.raw]));
  return ["file,line,reason,row", ...lines, ""].join("\n");
}
