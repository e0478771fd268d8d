import { closeSync, fdatasyncSync, mkdirSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { DeadLetterMessage } from "../messages/dead-letter-message.ts";

/** A discarded dead-letter message, complete. */
export type DiscardedMessage = {
  readonly at: string;
  readonly by: string;
  readonly reason: string;
  readonly message: DeadLetterMessage;
  /** The records of a batch that the stream still had; `data` is base64. */
  readonly records?: readonly { readonly partitionKey: string; readonly data: string }[];
};

/**
 * Appends to `discarded.jsonl` in `directory` and syncs it to the disk. Bodies may hold personal data: only the file's owner may
 * read it.
 */
export function archive(directory: string, discarded: DiscardedMessage): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const handle = openSync(join(directory, "discarded.jsonl"), "a", 0o600);
  try {
    writeSync(handle, `${JSON.stringify(discarded)}\n`);
    fdatasyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
