import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { removeState } from "@stagecraft/local-stage/remove-state";
import { synthesize } from "@stagecraft/plan/synthesize";
import { afterAll, beforeAll, expect, test } from "vitest";
import { copyRepository } from "../copy-repository.ts";
import { processesOf } from "../processes/processes-of.ts";
import { runProgram } from "../processes/run-program.ts";

const repository = fileURLToPath(new URL("../../..", import.meta.url));

let copy: Awaited<ReturnType<typeof copyRepository>>;
let state: string;

beforeAll(async () => {
  await synthesize({ root: repository, stage: "local" });
  copy = await copyRepository([
    ...["acceptance", "infra", "operations", "packages", "services", "workbench"],
    ...["package.json", "package-lock.json", "sst.config.ts", "tsconfig.json"],
    // The program in the copy is the same, so the cached Plan is valid.
    ".stagecraft/plan/local",
  ]);
  state = join(copy.directory, "state");
});

afterAll(async () => {
  await removeState(state);
  await copy.remove();
});

const start = (...args: readonly string[]) =>
  runProgram(
    ["operations/src/start/main.ts", "--port", "0", "--state", state, ...args],
    copy.directory,
  ).ended;

test("without demo/, npm start -- --once fulfils one order and ends", async () => {
  const { output, exitCode } = await start("--once");
  expect(output).toMatch(/ok {4}the order is fulfilled/);
  expect(output).toMatch(/local takes orders: 6 steps in /);
  expect(exitCode).toBe(0);
  expect(processesOf(state)).toEqual([]);
});

test("without demo/, an option of the demo is refused", async () => {
  const { output, exitCode } = await start("--orders", "3");
  expect(output).toContain("there is no demo/ here");
  expect(exitCode).toBe(2);
});
