import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as delay } from "node:timers/promises";

const retryMs = 50;

/**
 * Runs `work` while holding the lock of a folder: one process at a time. SQLite locks by the operating system, which releases the lock
 * of a process that ends, even when it is killed.
 * @throws the signal's reason when it is aborted while another process holds the lock
 */
export async function withFolderLock<T>(
  folder: string,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  const lock = new DatabaseSync(join(folder, "lock.sqlite"));
  try {
    while (!tryLock(lock)) await delay(retryMs, undefined, signal ? { signal } : {});
    return await work();
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    lock.close();
  }
}

function tryLock(lock: DatabaseSync): boolean {
  try {
    lock.exec("begin exclusive");
    return true;
  } catch (error) {
    if (/locked/.test((error as Error).message)) return false;
    throw error;
  }
}
