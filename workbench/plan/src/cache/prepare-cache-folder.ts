import { access, constants, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { PlanError } from "../plan-error.ts";

/**
 * Creates the folder in which a Plan and its bundles are stored, and checks that it can be written, and SST's folder too: the bundled
 * program is written there while it runs.
 * @throws PlanError when they cannot be written, as in a read-only checkout
 */
export async function prepareCacheFolder(root: string, folder: string): Promise<void> {
  try {
    await mkdir(join(folder, "bundles"), { recursive: true });
    for (const written of [folder, join(folder, "bundles"), join(root, ".sst", "platform")]) {
      await access(written, constants.W_OK);
    }
  } catch (error) {
    // A missing SST folder is reported where it is read.
    if ((error as NodeJS.ErrnoException).code !== "ENOENT")
      throw explainWriteError(folder, error as NodeJS.ErrnoException);
  }
}

/** The error codes of a path that cannot be written, and of a full disk. */
const unwritable = new Set("EACCES EPERM EROFS ENOTDIR EEXIST ENOSPC EDQUOT EIO".split(" "));

/** A PlanError when the folder cannot be written; any other error unchanged. */
export function explainWriteError(folder: string, error: NodeJS.ErrnoException): Error {
  if (!error.syscall || !unwritable.has(error.code ?? "")) return error;
  return new PlanError(
    `The Plan and its bundles cannot be stored in ${folder}: ${error.message}. Make the checkout writable and free some disk space, or work in a copy of it.`,
  );
}
