import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The one address of a stage: AWS calls and the HTTP API. */
export type StageAddress = { readonly url: string };

/** Tells other processes where the stage stands that keeps its state in `directory`. Gives what takes it back. */
export function writeStageAddress(directory: string, address: StageAddress): () => void {
  const file = fileIn(directory);
  writeFileSync(`${file}.new`, `${JSON.stringify(address)}\n`);
  renameSync(`${file}.new`, file);
  return () => rmSync(file, { force: true });
}

/** Undefined where no stage runs. A stage that was killed leaves an address at which nobody answers. */
export function readStageAddress(directory: string): StageAddress | undefined {
  try {
    return JSON.parse(readFileSync(fileIn(directory), "utf8")) as StageAddress;
  } catch {
    return undefined;
  }
}

function fileIn(directory: string): string {
  return join(directory, "address.json");
}
