import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openState } from "@stagecraft/local-stage/stage/state";
import { expect, onTestFinished, test } from "vitest";
import { keepTemporaryDirectory, temporaryDirectory } from "./temporary-directory.ts";

test("folders of processes that have ended are removed, except kept ones and ones whose state is in use", async () => {
  const parent = await mkdtemp(join(tmpdir(), "stagecraft-temporary-"));
  onTestFinished(() => rm(parent, { recursive: true }));
  const ended = spawn(process.execPath, ["-e", ""]);
  await once(ended, "exit");
  const leftOver = async (name: string) => {
    const folder = join(parent, `stagecraft-crash-${ended.pid}-${name}`);
    await mkdir(join(folder, "state"), { recursive: true });
    return folder;
  };
  const [plain, kept, inUse] = [
    await leftOver("plain1"),
    await leftOver("kept01"),
    await leftOver("inuse1"),
  ];
  await keepTemporaryDirectory(kept);
  const state = openState(join(inUse, "state"));
  const mine = await temporaryDirectory("bench", parent);
  await writeFile(join(parent, "stagecraft-bench-other"), "");
  const second = await temporaryDirectory("bench", parent);
  expect([plain, kept, inUse, mine, second].map(existsSync)).toEqual([
    false,
    true,
    true,
    true,
    true,
  ]);
  state.close();
  await temporaryDirectory("bench", parent);
  expect(existsSync(inUse)).toBe(false);
  expect(await readdir(parent)).toContain("stagecraft-bench-other");
});
