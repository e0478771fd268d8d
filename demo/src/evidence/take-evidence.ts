import type { Evidence } from "@stagecraft/gates/evidence";
import { planHash } from "@stagecraft/gates/plan-hash";
import { synthesize } from "@stagecraft/plan/synthesize";
import { withTemporaryState } from "../temporary-directory.ts";
import { EvidenceError } from "./evidence-error.ts";
import { recordedUses } from "./recorded-uses.ts";
import { runJourneys } from "./run-journeys.ts";

/**
 * What every journey's stage saw used. Journeys that change the Plan to break something count too: the roles are the same.
 * @throws EvidenceError when a journey did not come to its end, or the program changed meanwhile; the signal's reason when it
 * is aborted.
 */
export async function takeEvidence(
  root: string,
  stage: string,
  signal: AbortSignal,
): Promise<Evidence> {
  const plan = planHash(await synthesize({ root, stage }));
  const uses = await withTemporaryState(async (folder) => {
    const exitCode = await runJourneys(root, folder, signal);
    if (exitCode !== 0) {
      throw new EvidenceError(
        "a journey did not come to its end (see above), so that nothing is said of what it would have used.",
      );
    }
    return recordedUses(folder);
  });
  if (uses.length === 0) throw new EvidenceError("no journey left anything to see.");
  if (planHash(await synthesize({ root, stage })) !== plan) {
    throw new EvidenceError("the program was changed while its evidence was taken; take it again.");
  }
  return { plan, uses };
}
