import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** What Lambda reported of a function's invocations. */
export type Invocations = {
  readonly count: number;
  /** The most that an environment had in memory, as Lambda reports it. */
  readonly peakMemoryMb: number;
};

/** Reads a function's REPORT records in the logs of a stage that has stopped. */
export async function invocationsOf(
  stateDirectory: string,
  functionName: string,
): Promise<Invocations> {
  const file = join(stateDirectory, "logs", `${functionName}.jsonl`);
  const text = await readFile(file, "utf8").catch(() => "");
  const peaksMb = text
    .split("\n")
    .filter((entry) => entry.includes("platform.report"))
    .map((entry) => Number(/\\"maxMemoryUsedMB\\":(\d+)/.exec(entry)?.[1]));
  return { count: peaksMb.length, peakMemoryMb: Math.max(0, ...peaksMb) };
}
