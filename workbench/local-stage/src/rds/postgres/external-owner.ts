import { linkSync, lstatSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, join } from "node:path";

/** Whose a folder is that lies outside the folder of its Postgres. */
export type ExternalOwner = {
  /** The file in the Postgres's own folder that names the folder outside. */
  readonly record: string;
  /** The folder where the disk of `record` is mounted. */
  readonly mount: string;
  /** The machine and the process of the stage that used it last. */
  readonly host: string;
  readonly pid: number;
};

/** Says in the folder `outside` that it belongs to `record`, which names it. */
export function writeOwner(outside: string, record: string): void {
  const owner: ExternalOwner = {
    record,
    mount: mountOf(dirname(record)),
    host: hostname(),
    pid: process.pid,
  };
  const file = ownerFile(outside);
  writeFileSync(file, `${JSON.stringify(owner)}\n`, { mode: 0o600 });
  const link = `${record}-owner`;
  rmSync(link, { force: true });
  try {
    // A folder that is moved takes the link along, and so is told from one that is deleted.
    linkSync(file, link);
  } catch {
    // It is on another disk.
  }
}

/** Undefined where nothing (readable) says whose the folder is. */
export function readOwner(outside: string): ExternalOwner | undefined {
  try {
    return JSON.parse(readFileSync(ownerFile(outside), "utf8")) as ExternalOwner;
  } catch {
    return undefined;
  }
}

/**
 * Whether nobody can come back to the folder `outside`: its record is gone or names another one. It is not while the record's
 * disk is not mounted or cannot be read, nor when the record was moved on one disk.
 */
export function isAbandoned(outside: string, { record, mount }: ExternalOwner): boolean {
  try {
    return readFileSync(record, "utf8").trim() !== outside;
  } catch (error) {
    if (!isMissing(error)) return false;
  }
  try {
    return statSync(ownerFile(outside)).nlink === 1 && mountOf(nearestFolder(record)) === mount;
  } catch {
    return false;
  }
}

function ownerFile(outside: string): string {
  return join(outside, "owner");
}

function nearestFolder(path: string): string {
  const parent = dirname(path);
  try {
    lstatSync(parent);
    return parent;
  } catch (error) {
    if (!isMissing(error) || parent === path) throw error;
    return nearestFolder(parent);
  }
}

function mountOf(folder: string): string {
  const { dev } = lstatSync(folder);
  const parent = dirname(folder);
  return parent === folder || lstatSync(parent).dev !== dev ? folder : mountOf(parent);
}

function isMissing(error: unknown): boolean {
  return ["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "");
}
