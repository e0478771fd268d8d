import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const testProjects = ["unit", "integration"] as const;
export type TestProject = (typeof testProjects)[number];

/** The test results of a package, which turbo caches. */
export type PackageReport = {
  /** The process id of the `npm test` that ran them. */
  readonly run: number;
  readonly passed: number;
  readonly failed: number;
  /** False when something outside the tests failed. */
  readonly isWhole: boolean;
};

/** The file of a report. */
export function reportFile(root: string, folder: string, task: string): string {
  return join(root, folder, ".reports", `${task}.json`);
}

/** Reads a report. Undefined when there is none. */
export function readReport(file: string): PackageReport | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as PackageReport) : undefined;
}

/** Whether all tests of the package were run and passed. */
export function hasPassed({ passed, failed, isWhole }: PackageReport): boolean {
  return isWhole && failed === 0 && passed > 0;
}
