import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { type Descendant, descendantsOf } from "../processes/descendants-of.ts";
import { type ProgramRun, runProgram } from "../processes/run-program.ts";

const program = ["acceptance/src/evidence/main.ts"];

/** Waits until a descendant process of the run matches the pattern, and returns all its descendants. */
async function waitForDescendant(run: ProgramRun, pattern: RegExp): Promise<readonly Descendant[]> {
  for (;;) {
    const found = descendantsOf(Number(run.pid));
    if (found.some(({ command }) => pattern.test(command))) return found;
    await delay(50);
  }
}

function isAlive({ pid }: Descendant): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

// A starting worker does not receive the cancellation; a running one has started Postgres and functions.
test.each([
  ["when its workers start", /vitest.*worker|workers\/forks/],
  ["when a stage is starting", /postgres -D .*max_connections=120/],
  ["when functions run", /local-stage.*bootstrap/],
])(
  "a run that is interrupted %s ends all processes that it has started",
  async (_when, pattern) => {
    const run = runProgram(program);
    const before = await waitForDescendant(run, pattern);
    run.kill("SIGTERM");
    const { exitCode, output } = await run.ended;
    expect(exitCode).toBe(143);
    expect(output).toContain("interrupted");
    expect(output).not.toContain("permissions used in");
    // A killed process takes a moment to end.
    await expect.poll(() => before.filter(isAlive), { timeout: 30_000 }).toEqual([]);
  },
  180_000,
);

test.each([
  [["--help"], 0, "--from FOLDER"],
  [["--bogus"], 2, "Usage: npm run evidence -- --help"],
  [["--from", "/nowhere"], 2, "evidence: /nowhere cannot be read"],
  [["--from", "/nowhere", "--exit-code", "1"], 2, "evidence: the test run failed (1)"],
])("%j exits with %d", async (args, code, message) => {
  const { exitCode, output } = await runProgram([...program, ...args]).ended;
  expect(exitCode).toBe(code);
  expect(output).toContain(message);
  expect(output).not.toContain("    at ");
});
