import { linkSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readIfThere, readJsonIfThere } from "./files.mjs";
import { commandOf } from "./running-processes.mjs";

const pollMs = 200;
/** A takeover is a few file operations: what is older has been left behind by one that was killed in its middle. */
const takeoverMs = 60_000;

/**
 * Lets one process at a time install. The lock names its holder and the npm or sst that the holder started: either may
 * outlive the other, and both have to be gone before somebody else begins.
 */
export async function takeInstallLock(root, log) {
  const file = join(root, ".stagecraft", "setup.lock");
  mkdirSync(dirname(file), { recursive: true });
  let announced;
  while (!tryToTake(file)) {
    const holder = liveHolder(readJsonIfThere(file));
    if (holder && holder.pid !== announced) {
      announced = holder.pid;
      log(`waiting for process ${holder.pid} (${holder.command}), which is installing`);
    }
    await sleep(pollMs);
  }
  return {
    /** From now on the lock is held for as long as this process lives, too. */
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
  const isLeft = () => readIfThere(file) !== undefined && !liveHolder(readJsonIfThere(file));
  return isLeft() && takeOver(file, isLeft);
}

/** Only one may replace what was left behind, and only while it is still that. */
function takeOver(file, isLeft) {
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
    if (!isLeft()) return false;
    writeOwn(file, { pid: process.pid }, renameSync);
    return true;
  } finally {
    rmSync(claim, { force: true });
  }
}

/** `put` brings the whole file to its place at once: a link fails when there is one, a renaming replaces it. */
function writeOwn(file, content, put) {
  const part = `${file}.${process.pid}`;
  writeFileSync(part, JSON.stringify(content));
  try {
    put(part, file);
  } finally {
    rmSync(part, { force: true });
  }
}

/** A number alone proves nothing: it may be another program's by now. */
function liveHolder({ pid, childPid } = {}) {
  return liveAs(pid, /setup\.mjs/) ?? liveAs(childPid, /npm|sst/);
}

function liveAs(pid, pattern) {
  const command = pid && commandOf(pid);
  return command && pattern.test(command) ? { pid, command } : undefined;
}
