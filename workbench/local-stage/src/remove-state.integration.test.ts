import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { removeState } from "./remove-state.ts";
import { createProcesses } from "./stage/processes.ts";
import { openState, StateLockedError, StateUnusableError } from "./stage/state.ts";

function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "remove-state-test-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

test("everything is deleted, and remaining processes are killed", async () => {
  const directory = temporaryDirectory();
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1e6)"], { detached: true });
  const ended = once(child, "exit");
  const state = openState(directory);
  createProcesses(state).register(child.pid ?? 0, "function");
  state.close();
  await removeState(directory);
  expect(await ended).toEqual([null, "SIGKILL"]);
  expect(existsSync(directory)).toBe(false);
});

test("a state that is in use is not deleted", async () => {
  const directory = temporaryDirectory();
  const state = openState(directory);
  await expect(removeState(directory)).rejects.toThrow(StateLockedError);
  expect(existsSync(join(directory, "state.sqlite"))).toBe(true);
  state.close();
});

test("a damaged state is deleted, and a missing one is no error", async () => {
  const directory = temporaryDirectory();
  writeFileSync(join(directory, "state.sqlite"), "damaged".repeat(1000));
  await removeState(directory);
  expect(existsSync(directory)).toBe(false);
  await removeState(directory);
});

test("a state that cannot be removed is named", async () => {
  const file = join(temporaryDirectory(), "file");
  writeFileSync(file, "");
  await expect(removeState(file)).rejects.toThrow(StateUnusableError);
});

test("secrets.json is kept with keepSecrets", async () => {
  const directory = temporaryDirectory();
  openState(directory).close();
  writeFileSync(join(directory, "secrets.json"), "{}");
  await removeState(directory, { keepSecrets: true });
  expect(readdirSync(directory)).toEqual(["secrets.json"]);
  await removeState(directory);
  expect(existsSync(directory)).toBe(false);
});
