import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type FixtureProgram, fixtureProgram } from "@stagecraft/plan/testing/fixture-program";
import { expect, onTestFinished, test } from "vitest";
import type { Report } from "./run-gates.ts";

const fixtures = fileURLToPath(new URL("../fixtures", import.meta.url));
const main = fileURLToPath(new URL("./main.ts", import.meta.url));

type Ended = { readonly exitCode: number; readonly stdout: string; readonly stderr: string };

function gate(args: readonly string[], cwd: string): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [main, ...args], { cwd }, (_error, stdout, stderr) =>
      resolve({ exitCode: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "stagecraft-gate-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

async function program(): Promise<string> {
  return (await copy()).root;
}

async function copy(): Promise<FixtureProgram> {
  const made = await fixtureProgram("stage-faults", fixtures);
  onTestFinished(made.remove);
  return made;
}

/** The error output, which must be readable and contain no position in the code. */
async function errorOutput(args: readonly string[], folder: string): Promise<string> {
  const { exitCode, stderr } = await gate(args, folder);
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/^gate: /);
  expect(stderr).not.toContain("    at ");
  return stderr;
}

test.each<[string[], string]>([
  [
    ["iamm"],
    'There is no gate "iamm". There are iam, network, contracts, operations, latency, budget, governance.',
  ],
  [["--bogus"], "Unknown option '--bogus'"],
  [["iam", "--record", "why"], "iam: no limits to record. latency, budget has some."],
  [["iam", "network", "--against", "main"], "iam, network: nothing to compare. latency compares."],
])("%j exits with 2 and says how to get help", async (args, says) => {
  const said = await errorOutput(args, await emptyFolder());
  expect(said).toContain(says);
  expect(said).toContain("npm run gate -- --help");
});

test("help exits with 0", async () => {
  const { exitCode, stdout } = await gate(["--help"], await emptyFolder());
  expect(exitCode).toBe(0);
  expect(stdout).toContain("--stage local,dev,prod");
});

test("a state folder that is a file exits with 2", async () => {
  const root = await program();
  await writeFile(join(root, ".stagecraft"), "");
  const said = await errorOutput(["network"], root);
  expect(said).toContain(`cannot be stored in ${root}/.stagecraft/plan/local`);
});

test("waivers that are not JSON exit with 2", async () => {
  const root = await program();
  await writeFile(join(root, "infra/waivers.json"), "[");
  expect(await errorOutput(["network"], root)).toContain("infra/waivers.json is not JSON");
});

test("a program that fails on one stage exits with 2 and names the stage", async () => {
  const root = await program();
  await writeFile(
    join(root, "infra/alike.ts"),
    'if ($app.stage === "prod") throw new Error("no");',
  );
  expect(await errorOutput(["iam", "--stage", "prod"], root)).toContain(
    "the stage prod has no Plan: ",
  );
}, 60_000);

test("without valid evidence nothing is checked, and another stage needs none", async () => {
  const { root, plan } = await copy();
  for (const stage of ["local", "dev", "prod"]) await plan(stage);
  await mkdir(join(root, ".stagecraft/evidence"), { recursive: true });
  await writeFile(join(root, ".stagecraft/evidence/local.json"), "{");
  const args = ["iam", "--no-run", "--json", "--stage"];
  const ofLocal = await gate([...args, "local"], root);
  expect(ofLocal.exitCode).toBe(2);
  expect(JSON.parse(ofLocal.stdout)).toMatchObject({
    findings: [],
    undecided: [{ rule: "iam", message: expect.stringContaining("--no-run forbids recording") }],
  });
  // SST's queue subscribers trust the whole account.
  const ofAll = await gate([...args, "local,dev,prod"], root);
  expect(ofAll.exitCode).toBe(1);
  const { findings, undecided } = JSON.parse(ofAll.stdout) as Report;
  expect(undecided.map(({ stage }) => stage)).toEqual(["local"]);
  const differing = findings.filter(({ rule }) => rule === "iam/stage-differs");
  expect(new Set(differing.map(({ stage }) => stage))).toEqual(new Set(["prod"]));
}, 120_000);
