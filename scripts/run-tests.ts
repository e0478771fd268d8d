import { spawn } from "node:child_process";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "../workbench/cli/src/run-command.ts";
import { UsageError } from "../workbench/cli/src/usage-error.ts";
import { endWithProcess } from "../workbench/processes/src/end-with-process.ts";
import { endWithThisProcess } from "../workbench/processes/src/end-with-this-process.ts";
import { hasPassed, readReport, reportFile, testProjects } from "./test/package-report.ts";
import { testRun } from "./test/test-run.ts";

const help = `node scripts/run-tests.ts unit|integration

  Runs the tests of the package in the current folder. If npm test has just run them, together with those of other packages, it
  reports their results instead.`;

const root = dirname(dirname(fileURLToPath(import.meta.url)));

await runCommand({
  name: "run-tests",
  help,
  options: {},
  words: true,
  async run({ positionals: [word, ...more] }) {
    const project = testProjects.find((name) => name === word);
    if (!project || more.length > 0)
      throw new UsageError(`Name the tests: ${testProjects.join(" or ")}`);
    const folder = relative(root, process.cwd()) || "scripts";
    const report = readReport(reportFile(root, folder, project));
    if (report && report.run === testRun.pid) {
      console.log(
        `${project} tests of ${folder}: ${report.passed} passed, ${report.failed} failed`,
      );
      return hasPassed(report) ? 0 : 1;
    }
    return (await runVitest(["--project", project, `${folder}/`])) === 0 ? 0 : 1;
  },
});

async function runVitest(args: readonly string[]): Promise<number | null> {
  const vitest = spawn(
    process.execPath,
    [join(root, "node_modules/vitest/vitest.mjs"), "run", ...args],
    // Its workers are in its process group, which ends with this process.
    { cwd: root, detached: true, stdio: ["ignore", "inherit", "inherit"] },
  );
  if (vitest.pid !== undefined) vitest.once("exit", endWithThisProcess(vitest.pid));
  // turbo and npm are in between: neither signals this process when npm test is killed.
  if (testRun.pid !== undefined) endWithProcess(testRun.pid, () => process.exit(2));
  return await new Promise((resolve, reject) => {
    vitest.once("error", reject).once("close", resolve);
  });
}
