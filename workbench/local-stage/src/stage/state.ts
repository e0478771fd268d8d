import {
  chmodSync,
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
} from "node:fs";
import { join, sep } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { VisibleError } from "@stagecraft/cli/visible-error";
import { replaceFile } from "@stagecraft/processes/replace-file";
import { makeDirectory } from "../common/make-directory.ts";

/** The persistent state of a stage, in one SQLite database that one process at a time can open. */
export type State = {
  readonly directory: string;
  readonly sqlite: DatabaseSync;
  /** Runs `work` in one transaction; an error rolls back. A nested call joins the outer transaction. */
  transaction<T>(work: () => T): T;
  close(): void;
};

/** Another process holds the state. */
export class StateLockedError extends VisibleError {
  constructor(directory: string, holder: string) {
    super(
      `The state in ${directory} is held by another process${holder}. End it, or use another state with --state.`,
    );
  }
}

/** The state cannot be read or written. */
export class StateUnusableError extends VisibleError {
  constructor(directory: string, cause: Error) {
    super(`The state in ${directory} cannot be used: ${cause.message}. ${remedyOf(cause)}`, {
      cause,
    });
  }
}

const databaseFile = "state.sqlite";

/** SQLite's codes, https://www.sqlite.org/rescode.html. */
const busy = 5;
const damaged = new Set([11, 26]);
const [readOnly, failing, full, cannotOpen] = [8, 10, 13, 14];
const diskTrouble = new Set([...damaged, readOnly, failing, full, cannotOpen]);

/** Errors for a folder that cannot be created or written. */
const unwritable = new Set(
  "EACCES EPERM EROFS ENOTDIR EISDIR EEXIST ELOOP ENAMETOOLONG EIO".split(" "),
);
const diskFull = new Set(["ENOSPC", "EDQUOT"]);

type DiskError = NodeJS.ErrnoException & { readonly errcode?: number };

/**
 * Opens (or makes) the state in `directory` and locks it until `close` or the end of the process.
 * @throws StateLockedError when another process holds it, StateUnusableError when it is damaged or cannot be written.
 */
export function openState(directory: string): State {
  const holderFile = join(directory, "holder");
  let sqlite: DatabaseSync | undefined;
  try {
    makeDirectory(directory);
    const file = join(directory, databaseFile);
    closeToOthers(directory, file);
    sqlite = new DatabaseSync(file);
    lock(sqlite);
    replaceFile(holderFile, `${process.pid}\n`, 0o644);
  } catch (error) {
    sqlite?.close();
    if ((error as { errcode?: number }).errcode === busy) {
      throw new StateLockedError(directory, holderOf(holderFile));
    }
    throw new StateUnusableError(directory, error as Error);
  }
  return stateOf(directory, sqlite);
}

/**
 * The state holds passwords. SQLite gives its other files the mode of the database. Others may pass through the folder: Postgres may
 * run as another user.
 */
function closeToOthers(directory: string, file: string) {
  const { mode } = statSync(directory);
  if ((mode & 0o066) !== 0) {
    const isState = existsSync(file) || readdirSync(directory).length === 0;
    if (!isState) {
      throw new Error("it has other files, and other users may look into it");
    }
    chmodSync(directory, mode & 0o711);
  }
  closeSync(openSync(file, "a", 0o600));
  chmodSync(file, 0o600);
}

/** SQLite drops the lock with the process, however that ends. */
function lock(sqlite: DatabaseSync) {
  sqlite.exec(`
    PRAGMA locking_mode = EXCLUSIVE;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = NORMAL;
    BEGIN IMMEDIATE;
    COMMIT;
  `);
  sqlite.prepare("SELECT count(*) FROM sqlite_master").get();
}

function stateOf(directory: string, sqlite: DatabaseSync): State {
  let depth = 0;
  return {
    directory,
    sqlite,
    transaction(work) {
      if (depth > 0) return work();
      sqlite.exec("BEGIN IMMEDIATE");
      depth += 1;
      try {
        const result = work();
        sqlite.exec("COMMIT");
        return result;
      } catch (error) {
        // When the disk is full SQLite has already rolled back, and the error must not be hidden.
        if (sqlite.isTransaction) sqlite.exec("ROLLBACK");
        throw asStateError(directory, error);
      } finally {
        depth -= 1;
      }
    },
    close: () => sqlite.close(),
  };
}

function holderOf(file: string): string {
  try {
    return ` (pid ${readFileSync(file, "utf8").trim()})`;
  } catch {
    return "";
  }
}

/** `error` as a StateUnusableError if it means that `directory` cannot be used; otherwise unchanged. */
export function asStateError(directory: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof StateUnusableError) return error;
  return diskTrouble.has(sqliteCodeOf(error)) || isOfFolder(directory, error)
    ? new StateUnusableError(directory, error)
    : error;
}

function isOfFolder(directory: string, { code = "", path = "", syscall }: DiskError): boolean {
  if (path !== directory && !path.startsWith(directory + sep)) return false;
  // Some file systems, such as /proc, report a folder that cannot be created as missing.
  return unwritable.has(code) || diskFull.has(code) || (code === "ENOENT" && syscall === "mkdir");
}

function remedyOf(cause: Error): string {
  const sqliteCode = sqliteCodeOf(cause);
  if (damaged.has(sqliteCode)) return "Repair it, or drop it with --fresh.";
  if (
    sqliteCode === full ||
    sqliteCode === failing ||
    diskFull.has((cause as DiskError).code ?? "")
  )
    return "Make room, or keep the state in another folder with --state DIR.";
  return "Keep the state in another folder with --state DIR.";
}

/** Extended codes carry the primary one in their low byte. */
function sqliteCodeOf(error: Error): number {
  return ((error as DiskError).errcode ?? 0) & 0xff;
}
