import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type PackageReport, reportFile, type TestProject } from "./package-report.ts";
import { runTool, type ToolOptions } from "./run-tool.ts";

/** The used parts of Vitest's JSON report. */
type VitestReport = {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: "passed" | "failed";
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
};

/**
 * Runs the tests of several packages in one Vitest, which uses every core until the end, and writes the report of each package for its
 * task. A package without a report has a file that could not be run.
 *
 * @param folders relative to the root; `scripts` is a package of its own
 */
export async function runPooledTests(
  project: TestProject,
  folders: readonly string[],
  options: ToolOptions,
): Promise<void> {
  const { root, temporaryFolder } = options;
  for (const folder of folders) rmSync(reportFile(root, folder, project), { force: true });
  if (folders.length === 0) return;
  const file = join(temporaryFolder, `${project}.json`);
  const { exitCode, output } = await runTool(
    [
      ...["vitest", "run", "--project", project, "--reporter=default", "--reporter=json"],
      `--outputFile.json=${file}`,
      ...folders.map((folder) => `${folder}/`),
    ],
    { ...options, onLine: (line) => line.trim() !== "" && console.log(line) },
  );
  // Without a report each task runs its own tests and reports what is wrong.
  if (!existsSync(file)) return;
  const { testResults } = JSON.parse(readFileSync(file, "utf8")) as VitestReport;
  // An error outside the tests belongs to no package: then none has passed.
  const isTests = testResults.some(({ status }) => status === "failed");
  const isWhole = exitCode === 0 || (isTests && !output.includes("Unhandled Error"));
  for (const folder of folders) {
    const results = testResults.filter(({ name }) => name.startsWith(join(root, folder, "/")));
    const tests = results.flatMap(({ assertionResults }) => assertionResults);
    const passed = tests.filter(({ status }) => status === "passed").length;
    const report: PackageReport = {
      run: process.pid,
      passed,
      // A test that was skipped counts as failed, and so does a file that could not be run.
      failed:
        tests.length -
        passed +
        results.filter(({ assertionResults: of }) => of.length === 0).length,
      isWhole,
    };
    mkdirSync(join(root, folder, ".reports"), { recursive: true });
    writeFileSync(reportFile(root, folder, project), JSON.stringify(report));
  }
}
