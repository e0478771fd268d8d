import { execFile } from "node:child_process";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/**
 * Copies a folder with a lockfile into a temporary one, installs its packages there, and calls `use` with the copy. So a comparison needs
 * no dependency of the repository.
 */
export async function withInstalled<T>(
  folder: string,
  signal: AbortSignal,
  use: (copy: string) => Promise<T>,
): Promise<T> {
  const copy = await mkdtemp(join(tmpdir(), "stagecraft-installed-"));
  try {
    await cp(folder, copy, { recursive: true });
    const install = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
    await promisify(execFile)("npm", install, { cwd: copy, signal });
    return await use(copy);
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}
