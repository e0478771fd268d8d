import { linkSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readIfThere, readJsonIfThere } from "./files.mjs";
import { commandOf } from "./running-processes.mjs";

const pollMs = 200;
/** A takeover is a few file operations: an older one is that of a killed process. */
const takeoverMs = 60_000;

/**
 * Lets one process at a time install. The lock names its holder and the npm or sst that the holder started: either may survive the
 * other, and both have to end before another process installs.
 */
export async function takeInstallLock(root, log) {
  const file = join(root, ".stagecraft", "setup.lock");
  mkdirSync(dirname(file), { recursive: true });
  let announced;
  while (!tryToTake(file)) {
    const holder = runningHolder(readJsonIfThere(file));
    if (holder && holder.pid !== announced) {
      announced = holder.pid;
      log(`waiting for process ${holder.pid} (${holder.command}), which is installing`);
    }
    await sleep(pollMs);
  }
  return {
    /** From now on the lock is held while this process runs, too. */
    include(childPid) {
      writeOwn(file, { pid: process.pid, childPid }, renameSync);
    },
    release() {
      rmSync(file, { force: true });
    },
  };
}

function tryToTake(file) {
  try {
    writeOwn(file, { pid: process.pid }, linkSync);
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
  }
  const isAbandoned = () =>
    readIfThere(file) !== undefined && !runningHolder(readJsonIfThere(file));
  return isAbandoned() && takeOver(file, isAbandoned);
}

/** Replaces an abandoned lock. Only one process may do so, and only while it is still abandoned. */
function takeOver(file, isAbandoned) {
  const claim = `${file}.takeover`;
  try {
    writeFileSync(claim, "", { flag: "wx" });
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    const age = Date.now() - (statSync(claim, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > takeoverMs) rmSync(claim, { force: true });
    return false;
  }
  try {
    if (!isAbandoned()) return false;
    writeOwn(file, { pid: process.pid }, renameSync);
    return true;
  } finally {
    rmSync(claim, { force: true });
  }
}

/** `put` creates the file atomically: a link fails when there is one, a rename replaces it. */
function writeOwn(file, content, put) {
  const part = `${file}.${process.pid}`;
  writeFileSync(part, JSON.stringify(content));
  try {
    put(part, file);
  } finally {
    rmSync(part, { force: true });
  }
}

/** The holder if it is running. A process id alone is not enough: it may belong to another program. */
function runningHolder({ pid, childPid } = {}) {
  return runningAs(pid, /setup\.mjs/) ?? runningAs(childPid, /npm|sst/);
}

function runningAs(pid, pattern) {
  const command = pid && commandOf(pid);
  return command && pattern.test(command) ? { pid, command } : undefined;
}
