import { lstatSync, readdirSync, renameSync, rmdirSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { isAbandoned, readOwner } from "./external-owner.ts";
import { parentOf, pidOfPostgres } from "./postmaster-lock.ts";

/** Names of the folders that `locatePostgres` creates, and of those that are being removed. */
const outsideName = /^[0-9a-f]{16}-[A-Za-z0-9]{6}(\.removed)?$/;

/** A folder without an owner file, as older ones are, is kept for this long. */
const keptUnknownMs = 30 * 24 * 60 * 60 * 1000;

const endWithinMs = 2_000;

/**
 * Removes from `shared` the Postgres data (and programs) of deleted states, and logs it. A Postgres that still runs there
 * is killed when its stage has ended; otherwise it is left alone.
 */
export async function removeAbandonedData(
  shared: string,
  log: (line: string) => void,
  nowMs = Date.now(),
): Promise<void> {
  // A folder of another user could be replaced at any time.
  if (lstatSync(shared, { throwIfNoEntry: false })?.uid !== process.getuid?.()) return;
  let [removed, removedBytes, unknown] = [0, 0, 0];
  for (const name of foldersIn(shared).filter((each) => outsideName.test(each))) {
    const folder = join(shared, name);
    const ownership = ownershipOf(folder, nowMs);
    if (ownership === "unknown") unknown += 1;
    if (ownership !== "abandoned" || !(await endPostgres(folder))) continue;
    // Renaming claims it: another stage may be removing it as well.
    const claimed = `${folder.replace(/\.removed$/, "")}.removed`;
    try {
      renameSync(folder, claimed);
    } catch {
      continue;
    }
    const sizeBytes = sizeOf(claimed);
    try {
      rmSync(claimed, { recursive: true, force: true, maxRetries: 3 });
      removed += 1;
      removedBytes += sizeBytes;
    } catch (error) {
      log(`${claimed} has no owner and cannot be removed: ${(error as Error).message}`);
    }
  }
  if (removed > 0) {
    log(
      `removed the Postgres data of ${removed === 1 ? "a state that is" : `${removed} states that are`} gone: ${megabytes(removedBytes)} MB in ${shared}`,
    );
  }
  if (unknown > 0) {
    log(
      `kept ${unknown} ${unknown === 1 ? "folder" : "folders"} of Postgres data in ${shared} that ${unknown === 1 ? "does" : "do"} not say whose they are: each goes when it was not used for 30 days`,
    );
  }
  removeIfEmpty(shared);
}

/** Removes the folder that all of them share when the last one has gone. */
export function removeIfEmpty(shared: string): void {
  try {
    rmdirSync(shared);
  } catch {
    // Another stage keeps its Postgres there, or it does not exist.
  }
}

function ownershipOf(folder: string, nowMs: number): "abandoned" | "owned" | "unknown" {
  if (folder.endsWith(".removed")) return "abandoned";
  const owner = readOwner(folder);
  // A container that shares this folder sees other paths and processes.
  if (owner?.host === hostname()) return isAbandoned(folder, owner) ? "abandoned" : "owned";
  return nowMs - lastUsedMs(folder) > keptUnknownMs ? "abandoned" : "unknown";
}

/** Postgres writes its control file at each start, checkpoint and end. */
function lastUsedMs(folder: string): number {
  const times = ["", "data", "data/global/pg_control"].map(
    (path) => lstatSync(join(folder, path), { throwIfNoEntry: false })?.mtimeMs ?? 0,
  );
  return Math.max(...times);
}

/** Whether no Postgres runs on the folder's data, or none any more. */
async function endPostgres(folder: string): Promise<boolean> {
  const data = join(folder, "data");
  const pid = pidOfPostgres(data);
  if (pid === undefined) return true;
  const owner = readOwner(folder);
  // A Postgres is its stage's child until the stage has ended.
  const parent = parentOf(pid);
  if (!owner || parent === undefined || parent === owner.pid) return false;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
  const deadline = performance.now() + endWithinMs;
  while (pidOfPostgres(data) !== undefined) {
    if (performance.now() > deadline) return false;
    await delay(10);
  }
  return true;
}

function foldersIn(shared: string): readonly string[] {
  try {
    return readdirSync(shared);
  } catch {
    return [];
  }
}

function sizeOf(path: string): number {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (!found) return 0;
  if (!found.isDirectory()) return found.blocks * 512;
  return foldersIn(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}
