import { execFile } from "node:child_process";
import { promisify } from "node:util";

/**
 * Applies a patch to the files below a folder; `--reverse` takes it back, `--check` only looks whether it could be.
 * @throws Error with what git says when it does not fit.
 */
export async function applyPatch(
  patchFile: string,
  directory: string,
  ...options: ("--check" | "--reverse")[]
): Promise<void> {
  await promisify(execFile)("git", ["apply", ...options, patchFile], { cwd: directory });
}
