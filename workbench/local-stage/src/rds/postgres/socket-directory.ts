import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmdirSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { processStart } from "@stagecraft/processes/process-start";
import { replaceFile } from "@stagecraft/processes/replace-file";
import { StageStartError } from "../../stage/stage-start-error.ts";
import { type Account, canEnter, postgresAccount } from "./postgres-account.ts";

/** macOS takes 104 bytes for a socket's path, Linux 108, with the closing zero. */
const longestSocketPathBytes = 103;
/** What Postgres has there, and whose it is. */
const socketFile = /^(owner|\.s\.PGSQL\.\d+(\.lock)?)$/;
/** A folder without a record may just be being created. */
const keptUnknownMs = 24 * 60 * 60 * 1000;
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
  const record = join(realpathSync(directory), "sockets");
  replaceFile(record, `${made}\n`);
  // Whole at once: another stage would take a folder with half an owner for an abandoned one.
  replaceFile(join(made, "owner"), `${record}\n`);
  chmodSync(made, 0o700);
  if (account !== undefined) chownSync(made, account.uid, account.gid);
  return made;
}

/** Removes from the temporary folders those of `makeSocketDirectory` whose state is gone and whose Postgres does not run. */
export function removeAbandonedSocketDirectories(
  parents: readonly string[] = [tmpdir(), "/tmp"],
  nowMs = Date.now(),
): void {
  for (const parent of new Set(parents.filter((folder) => existsSync(folder)))) {
    for (const name of readdirSync(parent)) {
      if (/^stagecraft-[A-Za-z0-9]{6}$/.test(name)) removeSockets(join(parent, name), nowMs);
    }
  }
}

/** Only known file names are removed: in a folder that is writable for everyone, others may add files. */
function removeSockets(folder: string, nowMs: number): void {
  try {
    const { uid, mtimeMs } = lstatSync(folder);
    if (uid !== process.getuid?.() && uid !== postgresAccount()?.uid) return;
    const files = readdirSync(folder);
    if (!files.every((file) => socketFile.test(file)) || files.some(isHeld)) return;
    const owner = ownerOf(folder);
    if (owner === undefined ? nowMs - mtimeMs < keptUnknownMs : isNamedBy(owner, folder)) return;
    for (const file of files) rmSync(join(folder, file), { force: true });
    rmdirSync(folder);
  } catch {
    // Another stage has removed it, or it is not readable.
  }

  function isHeld(file: string): boolean {
    if (!file.endsWith(".lock")) return false;
    const [pid] = readFileSync(join(folder, file), "utf8").split("\n");
    return processStart(Number(pid)) !== undefined;
  }
}

/**
 * Removes the folder that `makeSocketDirectory` noted in `directory`, if there is one; given `only`, that
 * folder alone, since another Postgres may have followed by now.
 */
export function removeSocketDirectory(directory: string, only?: string): void {
  const record = join(directory, "sockets");
  const recorded = existsSync(record) ? readFileSync(record, "utf8").trim() : undefined;
  const removed = only ?? recorded;
  if (removed !== undefined && !isAnothers(removed, record)) {
    rmSync(removed, { recursive: true, force: true });
  }
  if (removed === recorded) rmSync(record, { force: true });
}

/** Whether another state has the folder, which this one was copied from. */
function isAnothers(folder: string, record: string): boolean {
  const owner = ownerOf(folder);
  return owner !== undefined && !isSame(owner, record) && isNamedBy(owner, folder);
}

function isSame(a: string, b: string): boolean {
  return existsSync(a) && existsSync(b) && realpathSync(a) === realpathSync(b);
}

/** The record that names the folder; undefined where that is not written down. */
function ownerOf(folder: string): string | undefined {
  const file = join(folder, "owner");
  return existsSync(file) ? readFileSync(file, "utf8").trim() : undefined;
}

function isNamedBy(record: string, folder: string): boolean {
  return existsSync(record) && readFileSync(record, "utf8").trim() === folder;
}
