import { access, constants, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { PlanError } from "../plan-error.ts";

/**
 * Makes the folder that a Plan and its bundles are kept in, and sees that it can be written, SST's own folder too: the program
 * is laid down there while it runs.
 * @throws PlanError when that is not so, as in a checkout that is read-only.
 */
export async function prepareFolder(root: string, folder: string): Promise<void> {
  try {
    await mkdir(join(folder, "bundles"), { recursive: true });
    for (const written of [folder, join(folder, "bundles"), join(root, ".sst", "platform")]) {
      await access(written, constants.W_OK);
    }
  } catch (error) {
    // That SST's folder is missing is told by who reads it.
    if ((error as NodeJS.ErrnoException).code !== "ENOENT")
      throw keepingFailed(folder, error as NodeJS.ErrnoException);
  }
}

/** The system's codes for what cannot be written, and for a full disk. */
const unwritable = new Set("EACCES EPERM EROFS ENOTDIR EEXIST ENOSPC EDQUOT EIO".split(" "));

/** `error` as a PlanError where it says that the folder cannot be written; anything else as it is. */
export function keepingFailed(folder: string, error: NodeJS.ErrnoException): Error {
  if (!error.syscall || !unwritable.has(error.code ?? "")) return error;
  return new PlanError(
    `The Plan and its bundles cannot be kept in ${folder}: ${error.message}. Give the checkout to your user and make room, or work in a copy of it.`,
  );
}
