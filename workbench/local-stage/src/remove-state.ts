import { existsSync, readdirSync } from "node:fs";
import { rm, rmdir } from "node:fs/promises";
import { join } from "node:path";
import { removePostgres } from "./rds/postgres/postgres-location.ts";
import { secretsFile } from "./secrets/read-secrets-file.ts";
import { createProcesses } from "./stage/processes.ts";
import { asStateError, openState, StateUnusableError } from "./stage/state.ts";

/**
 * Deletes everything that a stage keeps in `directory`, and kills its remaining processes. With `keepSecrets`,
 * `secrets.json` is kept.
 * @throws StateLockedError while another process runs the stage, StateUnusableError when it cannot be removed.
 */
export async function removeState(directory: string, { keepSecrets = false } = {}): Promise<void> {
  if (!existsSync(directory)) return;
  endLeftOver(directory);
  try {
    const databases = join(directory, "postgres");
    if (existsSync(databases)) {
      for (const name of readdirSync(databases)) removePostgres(join(databases, name));
    }
    const kept = (name: string) => keepSecrets && name === secretsFile;
    for (const name of readdirSync(directory)) {
      if (!kept(name)) await rm(join(directory, name), { recursive: true, force: true });
    }
    if (readdirSync(directory).some(kept)) return;
    await rmdir(directory).catch((error: NodeJS.ErrnoException) => {
      // It is the mount point of a disk, which is empty by now.
      if (error.code !== "EBUSY") throw error;
    });
  } catch (error) {
    throw asStateError(directory, error);
  }
}

function endLeftOver(directory: string) {
  try {
    const state = openState(directory);
    createProcesses(state).endLeftOver();
    state.close();
  } catch (error) {
    // A damaged state can be deleted as well.
    if (!(error instanceof StateUnusableError)) throw error;
  }
}
