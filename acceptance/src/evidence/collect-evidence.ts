import { join } from "node:path";
import { withTemporaryState } from "../temporary-directory.ts";
import { EvidenceError } from "./evidence-error.ts";
import { runScenarios } from "./run-scenarios.ts";
import { writeRecordedEvidence } from "./write-recorded-evidence.ts";

/**
 * Runs every scenario and keeps what its stages saw used. Gives how many uses that were.
 * @throws EvidenceError when a scenario did not come to its end, or the program changed meanwhile; the signal's reason when it
 * is aborted.
 */
export async function collectEvidence(root: string, signal: AbortSignal): Promise<number> {
  return await withTemporaryState(async (folder) => {
    const permissionsUsed = join(folder, "uses");
    const exitCode = await runScenarios(
      root,
      { permissionsUsed, states: join(folder, "states") },
      signal,
    );
    if (exitCode !== 0) {
      throw new EvidenceError(
        "a scenario did not come to its end (see above), so that nothing is said of what it would have used.",
      );
    }
    return await writeRecordedEvidence(root, permissionsUsed);
  });
}
