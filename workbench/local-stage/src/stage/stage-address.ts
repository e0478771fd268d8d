import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { replaceFile } from "@stagecraft/processes/replace-file";

/** The address of a stage, for AWS calls and the HTTP API. */
export type StageAddress = { readonly url: string };

/** Writes the stage's address into `directory` for other processes. Returns what removes it. */
export function writeStageAddress(directory: string, address: StageAddress): () => void {
  const file = fileIn(directory);
  replaceFile(file, `${JSON.stringify(address)}\n`, 0o644);
  return () => rmSync(file, { force: true });
}

/** Undefined where no stage runs. After a stage was killed, nothing answers at the address. */
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
