import { symlink } from "node:fs/promises";
import { join } from "node:path";

/** Gives an SST program outside the repository SST's components. */
export async function linkProgram(root: string, program: string): Promise<void> {
  await symlink(join(root, ".sst"), join(program, ".sst"));
  await symlink(join(root, "node_modules"), join(program, "node_modules"));
}
