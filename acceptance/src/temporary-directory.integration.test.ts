import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openState } from "@stagecraft/local-stage/stage/state";
import { expect, onTestFinished, test } from "vitest";
import { keepTemporaryDirectory, temporaryDirectory } from "./temporary-directory.ts";

test("what a process that is gone has left is removed, unless it is kept or held", async () => {
  const parent = await mkdtemp(join(tmpdir(), "stagecraft-temporary-"));
  onTestFinished(() => rm(parent, { recursive: true }));
  const gone = spawn(process.execPath, ["-e", ""]);
  await once(gone, "exit");
  const left = async (name: string) => {
    const folder = join(parent, `stagecraft-crash-${gone.pid}-${name}`);
    await mkdir(join(folder, "state"), { recursive: true });
    return folder;
  };
  const [plain, kept, held] = [await left("plain1"), await left("kept01"), await left("held01")];
  await keepTemporaryDirectory(kept);
  const state = openState(join(held, "state"));
  const mine = await temporaryDirectory("bench", parent);
  await writeFile(join(parent, "stagecraft-bench-other"), "");
  const second = await temporaryDirectory("bench", parent);
  expect([plain, kept, held, mine, second].map(existsSync)).toEqual([
    false,
    true,
    true,
    true,
    true,
  ]);
  state.close();
  await temporaryDirectory("bench", parent);
  expect(existsSync(held)).toBe(false);
  expect(await readdir(parent)).toContain("stagecraft-bench-other");
});
