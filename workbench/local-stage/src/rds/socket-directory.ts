import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { StageStartError } from "../stage-start-error.ts";
import { type Account, canEnter } from "./postgres-account.ts";

/** macOS takes 104 bytes for a socket's path, Linux 108, with the closing zero. */
const longestSocketPathBytes = 103;
const longestRest = "/stagecraft-XXXXXX/.s.PGSQL.65535.lock".length;

/**
 * Makes a folder of mode 700 that is short enough for a socket's path, and notes it in `directory` so that
 * it can be removed even after a crash.
 */
export function makeSocketDirectory(directory: string, account: Account | undefined): string {
  removeSocketDirectory(directory);
  const parent = [tmpdir(), "/tmp"].find(
    (folder) =>
      Buffer.byteLength(folder) + longestRest <= longestSocketPathBytes &&
      existsSync(folder) &&
      (account === undefined || canEnter(folder, account)),
  );
  if (parent === undefined) {
    throw new StageStartError(
      `Postgres cannot have its socket in ${tmpdir()} (too long, or closed to its account), and there ` +
        "is no /tmp. Set TMPDIR to a short path that every user may enter.",
    );
  }
  const made = mkdtempSync(join(parent, "stagecraft-"));
  writeFileSync(join(directory, "sockets"), `${made}\n`, { mode: 0o600 });
  chmodSync(made, 0o700);
  if (account !== undefined) chownSync(made, account.uid, account.gid);
  return made;
}

/**
 * Removes the folder that `makeSocketDirectory` noted in `directory`, if there is one; given `only`, that
 * folder alone, since another Postgres may have followed by now.
 */
export function removeSocketDirectory(directory: string, only?: string): void {
  const record = join(directory, "sockets");
  const recorded = existsSync(record) ? readFileSync(record, "utf8").trim() : undefined;
  const removed = only ?? recorded;
  if (removed !== undefined) rmSync(removed, { recursive: true, force: true });
  if (removed === recorded) rmSync(record, { force: true });
}
