import { closeSync, fdatasyncSync, mkdirSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { DeadLetter } from "../letters/dead-letter.ts";

/** A dead letter that was discarded, whole. */
export type Archived = {
  readonly at: string;
  readonly by: string;
  readonly reason: string;
  readonly letter: DeadLetter;
  /** Of a batch, as far as the stream still had them: partition key and data, the latter in base64. */
  readonly records?: readonly { readonly partitionKey: string; readonly data: string }[];
};

/** Adds to what was discarded in `directory`, and has it on the disk. Bodies may be personal: only their owner reads it. */
export function archive(directory: string, archived: Archived): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const handle = openSync(join(directory, "discarded.jsonl"), "a", 0o600);
  try {
    writeSync(handle, `${JSON.stringify(archived)}\n`);
    fdatasyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
