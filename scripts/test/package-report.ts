import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const testProjects = ["unit", "integration"] as const;
export type TestProject = (typeof testProjects)[number];

/** What the tests of a package came to, as turbo keeps it. */
export type PackageReport = {
  /** The process id of the `npm test` that ran them. */
  readonly run: number;
  readonly passed: number;
  readonly failed: number;
  /** False when something failed that is no test's. */
  readonly isWhole: boolean;
};

/** Where it stands. */
export function reportFile(root: string, folder: string, task: string): string {
  return join(root, folder, ".reports", `${task}.json`);
}

/** Undefined when there is none. */
export function readReport(file: string): PackageReport | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as PackageReport) : undefined;
}

/** Whether every test of the package was run and has passed. */
export function hasPassed({ passed, failed, isWhole }: PackageReport): boolean {
  return isWhole && failed === 0 && passed > 0;
}
