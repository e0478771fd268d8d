import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as delay } from "node:timers/promises";

const lookAgainMs = 50;

/**
 * Does the work while no other process does its own in this folder. SQLite's lock is the operating system's: it is free again when
 * whoever had it has ended, however.
 * @throws the signal's reason, when it is aborted while another process is at work
 */
export async function inTurn<T>(
  folder: string,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  const lock = new DatabaseSync(join(folder, "turn.sqlite"));
  try {
    while (!isTaken(lock)) await delay(lookAgainMs, undefined, signal ? { signal } : {});
    return await work();
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    lock.close();
  }
}

function isTaken(lock: DatabaseSync): boolean {
  try {
    lock.exec("begin exclusive");
    return true;
  } catch (error) {
    if (/locked/.test((error as Error).message)) return false;
    throw error;
  }
}
