import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

/** Provides a temporary folder for the Plans of the fixtures (see fixture-program.ts). */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "stagecraft-plans-"));
  project.provide("plansFolder", folder);
  return () => rm(folder, { recursive: true, force: true });
}
