import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { copyRepository } from "@stagecraft/acceptance/copy-repository";
import { processesOf } from "@stagecraft/acceptance/processes/processes-of";
import { type ProgramRun, runProgram } from "@stagecraft/acceptance/processes/run-program";
import { removeState } from "@stagecraft/local-stage/remove-state";
import { synthesize } from "@stagecraft/plan/synthesize";
import { afterAll, beforeAll, expect, test } from "vitest";
import { interruptionProblems } from "./crash/interruption-problems.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));

let home: string;
let state: string;
/** A copy of the repository whose files may be changed. */
let copy: Awaited<ReturnType<typeof copyRepository>>;

beforeAll(async () => {
  await synthesize({ root: repository, stage: "local" });
  copy = await copyRepository([
    ...["acceptance", "demo", "infra", "operations", "packages", "services", "workbench"],
    ...["package.json", "package-lock.json", "sst.config.ts", "tsconfig.json"],
    // The program in the copy is the same, so the cached Plan is valid.
    ".stagecraft/plan/local",
  ]);
  home = await mkdtemp(join(tmpdir(), "stagecraft-interrupted-"));
  state = join(home, "state");
});

afterAll(async () => {
  await removeState(state);
  await copy.remove();
  await rm(home, { recursive: true, force: true });
});

const startArgs = () => [
  "operations/src/start/main.ts",
  "--port",
  "0",
  "--orders",
  "12",
  "--state",
  state,
];

/** Like Ctrl-C in a terminal: npm and its script get the signal, and npm forwards it to the script again. */
async function interrupt(run: ProgramRun) {
  for (const _sender of ["terminal", "npm"]) run.kill("SIGINT");
  const end = await run.ended;
  return interruptionProblems({ ...end, left: processesOf(state) });
}

test.each([
  ["reading the program", /reading the SST program/],
  ["starting up", /Migrations:/],
  ["importing the catalogue", /catalogue: \d+ products/],
  ["replaying", /orders: \d+ of 12/],
  ["settling", /orders: 12 of 12/],
])("Ctrl-C while %s ends the run in order, without a verdict", async (_what, pattern) => {
  const run = runProgram(startArgs());
  await run.printed(pattern);
  expect(await interrupt(run)).toEqual([]);
});

test("after these interruptions a run on the same state balances, and Ctrl-C while it is up ends it with exit code 0", async () => {
  const run = runProgram(startArgs());
  await run.printed(/The stage is up/);
  run.kill("SIGINT");
  const { exitCode, output } = await run.ended;
  expect(output).toMatch(/all stored data\n +orders +12\n/);
  expect(output).toContain("It balances.");
  expect(output).toContain("stopping");
  expect(exitCode).toBe(0);
  expect(processesOf(state)).toEqual([]);
});

test("a second Ctrl-C ends the run at once", async () => {
  const run = runProgram(startArgs());
  await run.printed(/catalogue: imported/);
  // Repeated until one is recognized as a second Ctrl-C, not as the copy of the first one that npm forwards.
  const again = setInterval(() => run.kill("SIGINT"), 50);
  const { exitCode } = await run.ended;
  clearInterval(again);
  expect(exitCode).toBe(130);
  await expect.poll(() => processesOf(state)).toEqual([]);
});

test.each([
  ["reading the changed program", /reading the SST program again/, "640 MB"],
  ["applying the new Plan", /OrdersApi.*memory/s, "704 MB"],
])("Ctrl-C while %s ends the run in order", async (_what, pattern, memory) => {
  const run = runProgram(startArgs(), copy.directory);
  await run.printed(/The stage is up/);
  const file = join(copy.directory, "infra/orders-api.ts");
  const text = await readFile(file, "utf8");
  await writeFile(file, text.replace(/memory: "\d+ MB"/, `memory: "${memory}"`));
  await run.printed(pattern);
  run.kill("SIGINT");
  const { output } = await run.ended;
  expect(output).not.toMatch(/\n\s+at /);
  expect(output).toContain("stopping");
  expect(processesOf(state)).toEqual([]);
});
