import { cp, mkdtemp, rename, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inject } from "vitest";
import { exists } from "../src/exists.ts";
import type { Plan } from "../src/plan.ts";
import { synthesize } from "../src/synthesize.ts";

const repository = fileURLToPath(new URL("../../..", import.meta.url));
const ownFixtures = fileURLToPath(new URL("../fixtures", import.meta.url));

/** A copy of a small SST program in a temporary folder. */
export type FixtureProgram = {
  readonly root: string;
  /** The Plan of the unchanged fixture. It is made once in a test run. */
  plan(stage: string): Promise<Plan>;
  remove(): Promise<void>;
};

/** Copies a folder of `fixtures` and links SST's components and node_modules. */
export async function fixtureProgram(
  name: string,
  fixtures = ownFixtures,
): Promise<FixtureProgram> {
  const root = await mkdtemp(join(tmpdir(), "stagecraft-program-"));
  await cp(join(fixtures, name), root, { recursive: true });
  await symlink(join(repository, ".sst"), join(root, ".sst"));
  await symlink(join(repository, "node_modules"), join(root, "node_modules"));
  return {
    root,
    plan: (stage) => planOnce(root, stage, join(inject("plansFolder"), `${name}-${stage}`)),
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

async function planOnce(root: string, stage: string, shared: string): Promise<Plan> {
  const own = join(root, ".stagecraft", "plan", stage);
  if (await exists(shared)) await cp(shared, own, { recursive: true });
  const plan = await synthesize({ root, stage });
  if (!(await exists(shared))) {
    const copy = await mkdtemp(`${shared}-`);
    await cp(own, copy, { recursive: true });
    // Another test file may have stored the same Plan meanwhile.
    await rename(copy, shared).catch(() => rm(copy, { recursive: true }));
  }
  return plan;
}
