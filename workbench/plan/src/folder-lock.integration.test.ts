import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { withFolderLock } from "./folder-lock.ts";

const holder = fileURLToPath(new URL("../testing/hold-folder-lock.ts", import.meta.url));

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "stagecraft-turn-"));
});

afterEach(() => rm(folder, { recursive: true }));

/** A process that holds the lock until it is killed. */
async function otherProcess() {
  const other = fork(holder, [folder]);
  await once(other, "message");
  return {
    async kill() {
      other.kill("SIGKILL");
      await once(other, "exit");
    },
  };
}

test("it waits while another process holds the lock, and continues when that is killed", async () => {
  const other = await otherProcess();
  const steps: string[] = [];
  const work = withFolderLock(folder, undefined, async () => void steps.push("worked"));
  const later = new Promise((resolve) => setImmediate(resolve));
  await later;
  steps.push("killed");
  await other.kill();
  await work;
  expect(steps).toEqual(["killed", "worked"]);
});

test("calls in one process run one after the other, also after a failure", async () => {
  const steps: string[] = [];
  const step = (name: string) =>
    withFolderLock(folder, undefined, async () => {
      steps.push(`${name} begins`);
      await new Promise(setImmediate);
      steps.push(`${name} ends`);
      if (name === "a") throw new Error("a fails");
    });
  const ends = await Promise.allSettled([step("a"), step("b")]);
  expect(ends.map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
  expect(steps).toEqual(["a begins", "a ends", "b begins", "b ends"]);
});

test("waiting ends when the signal is aborted", async () => {
  const other = await otherProcess();
  const reason = new Error("no longer wanted");
  const waiting = withFolderLock(folder, AbortSignal.abort(reason), async () => "worked");
  await expect(waiting).rejects.toBe(reason);
  await other.kill();
});
