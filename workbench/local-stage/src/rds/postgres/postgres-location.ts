import { createHash } from "node:crypto";
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { replaceFile } from "@stagecraft/processes/replace-file";
import { StageStartError } from "../../stage/stage-start-error.ts";
import { isAbandoned, readOwner, writeOwner } from "./external-owner.ts";
import { type Account, canEnter, postgresAccount } from "./postgres-account.ts";
import { postgresPrograms } from "./postgres-programs.ts";
import { removeIfEmpty } from "./remove-abandoned-data.ts";
import { removeSocketDirectory } from "./socket-directory.ts";

/** Where a Postgres has its data and programs, and the user it runs as. */
export type PostgresLocation = {
  readonly dataDirectory: string;
  /** Has `bin`, `lib` and `share`. */
  readonly programs: string;
  readonly account: Account | undefined;
};

/**
 * Finds the location of the Postgres of `directory`: that folder and the installed programs. When the stage runs as root
 * and Postgres's user cannot read them (a home folder of mode 700), they are in a folder outside, which the file
 * `directory/outside` names.
 */
export function locatePostgres(directory: string, programs = postgresPrograms()): PostgresLocation {
  mkdirSync(directory, { recursive: true, mode: 0o711 });
  const account = postgresAccount();
  const inside = resolve(directory, "data");
  if (account === undefined) return { dataDirectory: inside, programs, account };

  const outside = recordedOutside(directory);
  if (outside !== undefined && !(existsSync(inside) && !existsSync(outside))) {
    takeOver(directory, outside);
  }
  const wasOutside = outside !== undefined && existsSync(join(outside, "data"));
  const dataIsOutside = wasOutside || !(existsSync(inside) || canEnter(directory, account));
  const dataDirectory = dataIsOutside ? join(outsideOf(directory), "data") : inside;
  return {
    dataDirectory,
    programs: canEnter(programs, account)
      ? programs
      : copyOf(programs, join(outsideOf(directory), "programs")),
    account: existsSync(dataDirectory) ? ownerOf(dataDirectory) : account,
  };
}

/** Deletes the Postgres of `directory` with all its data. It must not be running. */
export function removePostgres(directory: string): void {
  removeSocketDirectory(directory);
  const outside = recordedOutside(directory);
  if (outside !== undefined && !isAnothers(directory, outside)) {
    rmSync(outside, { recursive: true, force: true });
    removeIfEmpty(dirname(outside));
  }
  rmSync(directory, { recursive: true, force: true });
}

function recordedOutside(directory: string): string | undefined {
  const record = join(directory, "outside");
  return existsSync(record) ? readFileSync(record, "utf8").trim() : undefined;
}

/** @throws StageStartError when the outside folder is missing, or belongs to another state, which this one is a copy of. */
function takeOver(directory: string, outside: string): void {
  if (isAnothers(directory, outside)) {
    throw new StageStartError(
      `${directory} is a copy: its Postgres data are in ${outside} and belong to ${dirname(readOwner(outside)?.record ?? "")}. Drop the copy with --fresh; the data stay.`,
    );
  }
  if (!existsSync(outside)) {
    throw new StageStartError(
      `The Postgres data of ${directory} were in ${outside}, which is gone. Drop the rest of the state with --fresh.`,
    );
  }
  writeOwner(outside, recordOf(directory));
}

/** Whether the folder belongs to another state, which this one was copied from. */
function isAnothers(directory: string, outside: string): boolean {
  const owner = readOwner(outside);
  return (
    owner !== undefined &&
    owner.record !== recordOf(directory) &&
    existsSync(owner.record) &&
    !isAbandoned(outside, owner)
  );
}

function recordOf(directory: string): string {
  return join(realpathSync(directory), "outside");
}

/** The folder of all Postgres data that are outside their state. */
export function sharedDirectory(): string {
  return join(existsSync("/var/lib") ? "/var/lib" : tmpdir(), "stagecraft");
}

/** Always a new folder, so that it never contains another Postgres's data. */
function outsideOf(directory: string): string {
  const recorded = recordedOutside(directory);
  if (recorded !== undefined && existsSync(recorded)) return recorded;
  const outside = makeOutside(sharedDirectory(), directory);
  replaceFile(recordOf(directory), `${outside}\n`);
  writeOwner(outside, recordOf(directory));
  return outside;
}

function makeOutside(shared: string, directory: string): string {
  mkdirSync(shared, { recursive: true, mode: 0o711 });
  const { uid } = lstatSync(shared);
  // A temporary directory is writable for everyone: a folder of another user could be replaced.
  if (uid !== 0) {
    throw new StageStartError(
      `${shared} belongs to user ${uid}, not to root. Remove it, then start again.`,
    );
  }
  const name = createHash("sha256").update(realpathSync(directory)).digest("hex").slice(0, 16);
  try {
    const outside = mkdtempSync(join(shared, `${name}-`));
    for (const folder of [shared, outside]) chmodSync(folder, 0o711);
    return outside;
  } catch (error) {
    // Another stage has just removed the empty folder.
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    return makeOutside(shared, directory);
  }
}

/** Copied under another name first, so that an incomplete copy is never used. */
function copyOf(programs: string, copy: string): string {
  const version = JSON.parse(readFileSync(join(programs, "..", "package.json"), "utf8")).version;
  const target = `${copy}-${version}`;
  if (existsSync(target)) return target;
  rmSync(`${target}.partial`, { recursive: true, force: true });
  cpSync(programs, `${target}.partial`, { recursive: true, verbatimSymlinks: true });
  renameSync(`${target}.partial`, target);
  return target;
}

function ownerOf(path: string): Account {
  const { uid, gid } = statSync(path);
  return { uid, gid };
}
