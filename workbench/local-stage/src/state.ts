import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { VisibleError } from "@stagecraft/cli/visible-error";

/** Everything that outlives the stage's process, in one SQLite database that one process at a time holds. */
export type State = {
  readonly directory: string;
  readonly sqlite: DatabaseSync;
  /** Runs `work` in one transaction; what it throws rolls back. Calls inside another join it. */
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
    super(
      `The state in ${directory} cannot be used: ${cause.message}. Make room or repair it, or drop it with --fresh.`,
      { cause },
    );
  }
}

/** SQLite's code for a database that somebody else has locked. */
const busy = 5;
/** SQLite's codes for a disk that fails, a damaged file and a full disk. */
const diskTrouble = new Set([10, 11, 13]);

/**
 * Opens (or makes) the state in `directory` and locks it until `close` or the end of the process.
 * @throws StateLockedError when another process holds it, StateUnusableError when it is damaged or cannot be written.
 */
export function openState(directory: string): State {
  const holderFile = join(directory, "holder");
  let sqlite: DatabaseSync | undefined;
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    sqlite = new DatabaseSync(join(directory, "state.sqlite"));
    lock(sqlite);
    writeFileSync(holderFile, `${process.pid}\n`);
  } catch (error) {
    sqlite?.close();
    if ((error as { errcode?: number }).errcode === busy) {
      throw new StateLockedError(directory, holderOf(holderFile));
    }
    throw new StateUnusableError(directory, error as Error);
  }
  return stateOf(directory, sqlite);
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
        // SQLite has rolled back by itself when the disk is full, and what went wrong must not be hidden.
        if (sqlite.isTransaction) sqlite.exec("ROLLBACK");
        throw isDiskTrouble(error) ? new StateUnusableError(directory, error as Error) : error;
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

/** Extended codes carry the primary one in their low byte. */
function isDiskTrouble(error: unknown): boolean {
  return diskTrouble.has(((error as { errcode?: number }).errcode ?? 0) & 0xff);
}
