import { cp, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("../../..", import.meta.url));
const ownFixtures = fileURLToPath(new URL("../fixtures", import.meta.url));

/** A copy of a small SST program (a folder of `fixtures`) in a folder of its own, with SST's components where a clone has them. */
export async function fixtureProgram(
  name: string,
  fixtures = ownFixtures,
): Promise<{ root: string; remove(): Promise<void> }> {
  const root = await mkdtemp(join(tmpdir(), "stagecraft-program-"));
  await cp(join(fixtures, name), root, { recursive: true });
  await symlink(join(repository, ".sst"), join(root, ".sst"));
  await symlink(join(repository, "node_modules"), join(root, "node_modules"));
  return { root, remove: () => rm(root, { recursive: true, force: true }) };
}
