import { readFileSync } from "node:fs";
import { join } from "node:path";

/** How often the function counted that metric, by what stands in its log so far. */
export function counted(stateDirectory: string, functionName: string, metric: string): number {
  return linesOf(join(stateDirectory, "logs", `${functionName}.jsonl`))
    .filter((line) => "_aws" in line && metric in line)
    .reduce((sum, line) => sum + Number(line[metric]), 0);
}

function linesOf(file: string): readonly Record<string, unknown>[] {
  return read(file).flatMap((entry) => {
    try {
      return JSON.parse(JSON.parse(entry).line);
    } catch {
      return [];
    }
  });
}

/** The stage may be at its last line. */
function read(file: string): readonly string[] {
  try {
    return readFileSync(file, "utf8").split("\n");
  } catch {
    return [];
  }
}
