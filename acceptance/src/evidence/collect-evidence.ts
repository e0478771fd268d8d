import { join } from "node:path";
import { withTemporaryState } from "@stagecraft/operations/local-system/temporary-directory";
import { EvidenceError } from "./evidence-error.ts";
import { runScenarios } from "./run-scenarios.ts";
import { writeRecordedEvidence } from "./write-recorded-evidence.ts";

/**
 * Runs all scenarios and writes what their stages recorded as evidence. Returns the number of permissions.
 * @throws EvidenceError when a scenario fails, or the program changes meanwhile; the signal's reason when it is aborted.
 */
export async function collectEvidence(root: string, signal: AbortSignal): Promise<number> {
  return await withTemporaryState("evidence", async (folder) => {
    const evidence = join(folder, "evidence");
    const exitCode = await runScenarios(root, { evidence, states: join(folder, "states") }, signal);
    if (exitCode !== 0) {
      throw new EvidenceError("a scenario failed (see above), so the records are incomplete.");
    }
    return await writeRecordedEvidence(root, evidence);
  });
}
