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
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { type Account, canEnter, postgresAccount } from "./postgres-account.ts";
import { postgresPrograms } from "./postgres-programs.ts";
import { removeSocketDirectory } from "./socket-directory.ts";

/** Where a Postgres keeps its data, where its programs are, and whom it runs as. */
export type PostgresPlace = {
  readonly dataDirectory: string;
  /** Has `bin`, `lib` and `share`. */
  readonly programs: string;
  readonly account: Account | undefined;
};

/**
 * Decides the place of the Postgres whose folder is `directory`. That is the folder itself and the installed
 * programs, unless the stage runs as root and the account of Postgres cannot get there (a home folder of
 * mode 700): what it cannot reach is then kept in a folder outside, which `directory/outside` names.
 */
export function placePostgres(directory: string, programs = postgresPrograms()): PostgresPlace {
  mkdirSync(directory, { recursive: true, mode: 0o711 });
  const account = postgresAccount();
  const inside = resolve(directory, "data");
  if (account === undefined) return { dataDirectory: inside, programs, account };

  const outside = recordedOutside(directory);
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

/** Deletes the Postgres of `directory`, with all its data, wherever they are. It must not be running. */
export function removePostgres(directory: string): void {
  removeSocketDirectory(directory);
  const outside = recordedOutside(directory);
  if (outside !== undefined) {
    rmSync(outside, { recursive: true, force: true });
    removeIfEmpty(dirname(outside));
  }
  rmSync(directory, { recursive: true, force: true });
}

function recordedOutside(directory: string): string | undefined {
  const record = join(directory, "outside");
  return existsSync(record) ? readFileSync(record, "utf8").trim() : undefined;
}

/** Each is new, so that a folder's Postgres never meets what another left under the same path. */
function outsideOf(directory: string): string {
  const recorded = recordedOutside(directory);
  if (recorded !== undefined && existsSync(recorded)) return recorded;
  const shared = join(existsSync("/var/lib") ? "/var/lib" : tmpdir(), "stagecraft");
  mkdirSync(shared, { recursive: true, mode: 0o711 });
  const { uid } = lstatSync(shared);
  // A temporary directory is everyone's: what someone else put there could be exchanged under our feet.
  if (uid !== 0)
    throw new Error(`${shared} belongs to user ${uid}, not to root. Remove it, then start again.`);
  const name = createHash("sha256").update(realpathSync(directory)).digest("hex").slice(0, 16);
  const outside = mkdtempSync(join(shared, `${name}-`));
  for (const folder of [shared, outside]) chmodSync(folder, 0o711);
  writeFileSync(join(directory, "outside"), `${outside}\n`, { mode: 0o600 });
  return outside;
}

/** Copied under another name first, so that a copy that was cut short is never taken for a whole one. */
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

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Another stage keeps its Postgres there.
  }
}
