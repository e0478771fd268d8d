/** Everything that CI checks, one after the other; the last line counts what passed and failed over all of it. */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

type Count = { readonly passed: number; readonly failed: number };
type Check = {
  readonly name: string;
  readonly command: readonly string[];
  /** Counts what the command checked; without it the command itself is the one thing checked. */
  readonly count?: (output: string, exitCode: number) => Count;
};

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const reports = mkdtempSync(join(tmpdir(), "stagecraft-test-"));

/** Those that judge the program alone, and need no run of it. */
const gates = ["network", "contracts"];

const checks: readonly Check[] = [
  { name: "types", command: ["tsc", "-p", "tsconfig.json"] },
  { name: "types of infra", command: ["tsc", "-p", "infra/tsconfig.json"] },
  {
    name: "lint",
    command: ["biome", "ci", "--colors=off", "."],
    count: readSomething(/Checked (\d+) files?/),
  },
  {
    name: "boundaries",
    command: ["turbo", "boundaries"],
    count: readSomething(/Checked (\d+) files in \d+ packages, no issues/),
  },
  { name: "dead code", command: ["knip"] },
  {
    name: "gates",
    command: ["node", "workbench/gates/src/main.ts", ...gates, "--stage", "prod"],
  },
  { name: "contracts' pages", command: ["node", "scripts/contracts.ts", "--check"] },
  { name: "drawings", command: ["node", "workbench/diagram/src/main.ts", "--check"] },
  vitest("unit"),
  vitest("integration"),
];

const total = { passed: 0, failed: 0 };
for (const check of checks) {
  const startMs = performance.now();
  const { output, exitCode } = await run(check.command);
  const { passed, failed } = (check.count ?? whole)(output, exitCode);
  total.passed += passed;
  total.failed += failed;
  const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
  console.log(
    `${failed === 0 ? "ok  " : "FAIL"} ${check.name}: ${passed} passed, ${failed} failed (${seconds} s)`,
  );
  if (failed > 0) console.log(output);
}
rmSync(reports, { recursive: true });
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;

function whole(_output: string, exitCode: number): Count {
  return exitCode === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** A check that looked at nothing has failed, whatever it says. */
function readSomething(summary: RegExp) {
  return (output: string, exitCode: number): Count => {
    const read = Number(summary.exec(output)?.[1] ?? 0);
    return whole(output, read > 0 ? exitCode : 1);
  };
}

function vitest(project: string): Check {
  const file = join(reports, `${project}.json`);
  return {
    name: `${project} tests`,
    command: [
      "vitest",
      "run",
      "--project",
      project,
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${file}`,
    ],
    count: (_output, exitCode) => countTests(file, exitCode),
  };
}

/** A test that was skipped counts as failed, and so does a file that could not be run. */
function countTests(file: string, exitCode: number): Count {
  try {
    const report = JSON.parse(readFileSync(file, "utf8")) as {
      numTotalTests: number;
      numPassedTests: number;
    };
    const failed = report.numTotalTests - report.numPassedTests;
    return { passed: report.numPassedTests, failed: failed === 0 && exitCode !== 0 ? 1 : failed };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

async function run([program = "", ...args]: readonly string[]) {
  const bin = join(root, "node_modules", ".bin");
  const child = spawn(join(bin, program), args, {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      PATH: `${bin}:${process.env.PATH}`,
      NO_COLOR: "1",
      TURBO_TELEMETRY_DISABLED: "1",
      DO_NOT_TRACK: "1",
    },
  });
  let output = "";
  child.stdout.on("data", (chunk) => {
    output += chunk;
  });
  child.stderr.on("data", (chunk) => {
    output += chunk;
  });
  const exitCode = await new Promise<number>((resolve) =>
    child.on("close", (code) => resolve(code ?? 1)),
  );
  return { output, exitCode };
}
