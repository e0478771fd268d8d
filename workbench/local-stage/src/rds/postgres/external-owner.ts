import { linkSync, lstatSync, readFileSync, rmSync, statSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { replaceFile } from "@stagecraft/processes/replace-file";

/** The owner of a data folder that is outside the state's folder. */
export type ExternalOwner = {
  /** The file in the state's folder that names the outside folder. */
  readonly record: string;
  /** The mount point of `record`'s disk. */
  readonly mount: string;
  /** The machine and the process of the last stage that used it. */
  readonly host: string;
  readonly pid: number;
};

/** Writes into the folder `outside` that it belongs to `record`, which names it. */
export function writeOwner(outside: string, record: string): void {
  const owner: ExternalOwner = {
    record,
    mount: mountOf(dirname(record)),
    host: hostname(),
    pid: process.pid,
  };
  const file = ownerFile(outside);
  replaceFile(file, `${JSON.stringify(owner)}\n`);
  const link = `${record}-owner`;
  rmSync(link, { force: true });
  try {
    // The hard link moves with a folder, so that a moved one can be distinguished from a deleted one.
    linkSync(file, link);
  } catch {
    // It is on another disk.
  }
}

/** Undefined when the owner is unknown or cannot be read. */
export function readOwner(outside: string): ExternalOwner | undefined {
  try {
    return JSON.parse(readFileSync(ownerFile(outside), "utf8")) as ExternalOwner;
  } catch {
    return undefined;
  }
}

/**
 * Whether the folder `outside` has no owner any more: its record was deleted or names another folder. False while the
 * record's disk is not mounted or cannot be read, and when the record was moved on one disk.
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
