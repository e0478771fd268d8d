import { existsSync, readdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { createProcesses } from "./processes.ts";
import { removePostgres } from "./rds/postgres-place.ts";
import { openState, StateUnusableError } from "./state.ts";

/**
 * Drops everything that a stage keeps in `directory`, and ends what it left running.
 * @throws StateLockedError while another process runs the stage.
 */
export async function removeState(directory: string): Promise<void> {
  if (!existsSync(directory)) return;
  endLeftOver(directory);
  const databases = join(directory, "postgres");
  if (existsSync(databases)) {
    for (const name of readdirSync(databases)) removePostgres(join(databases, name));
  }
  await rm(directory, { recursive: true, force: true });
}

function endLeftOver(directory: string) {
  try {
    const state = openState(directory);
    createProcesses(state).endLeftOver();
    state.close();
  } catch (error) {
    // A damaged state is just what is dropped.
    if (!(error instanceof StateUnusableError)) throw error;
  }
}
