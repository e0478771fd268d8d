import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "../workbench/cli/src/run-command.ts";
import { UsageError } from "../workbench/cli/src/usage-error.ts";
import { endWithProcess } from "../workbench/processes/src/end-with-process.ts";
import { endWithThisProcess } from "../workbench/processes/src/end-with-this-process.ts";
import { testRun } from "./test/test-run.ts";

const help = `node scripts/run-tests.ts unit|integration

  Runs the tests of the package in whose folder it is called, and leaves .reports/unit.json or integration.json there.
  npm test does so for every package whose files have changed.`;

const root = dirname(dirname(fileURLToPath(import.meta.url)));

await runCommand({
  name: "run-tests",
  help,
  options: {},
  words: true,
  async run({ positionals: [project = "", ...more] }) {
    if (!["unit", "integration"].includes(project) || more.length > 0) {
      throw new UsageError("Say unit or integration");
    }
    const folder = process.cwd();
    const report = join(folder, ".reports", `${project}.json`);
    rmSync(report, { force: true });
    const vitest = spawn(
      process.execPath,
      [
        join(root, "node_modules/vitest/vitest.mjs"),
        ...["run", "--root", root, "--project", project],
        ...["--maxWorkers", String(testRun.workers ?? "100%")],
        ...["--reporter=default", "--reporter=json"],
        `--outputFile.json=${report}`,
        `${relative(root, folder) || "scripts"}/`,
      ],
      // Its workers are in its group: whatever ends this process ends them too.
      { cwd: root, detached: true, stdio: ["ignore", "inherit", "inherit"] },
    );
    if (vitest.pid !== undefined) vitest.once("exit", endWithThisProcess(vitest.pid));
    // turbo and npm stand between: neither tells this process when npm test is killed.
    if (testRun.pid !== undefined) endWithProcess(testRun.pid, () => process.exit(2));
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      vitest.once("error", reject).once("close", resolve);
    });
    return exitCode === 0 ? 0 : 1;
  },
});
