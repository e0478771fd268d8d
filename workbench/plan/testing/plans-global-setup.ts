import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

/** Provides a folder in which the Plans of the small programs are kept until the tests have ended (see fixture-program.ts). */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "stagecraft-plans-"));
  project.provide("plansFolder", folder);
  return () => rm(folder, { recursive: true, force: true });
}
