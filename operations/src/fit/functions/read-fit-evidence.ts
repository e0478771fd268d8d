import type { Evidence } from "@stagecraft/gates/evidence";
import { evidenceStage } from "@stagecraft/gates/evidence-stage";
import { CannotCheckError, readEvidence } from "@stagecraft/gates/read-evidence";
import type { Plan } from "@stagecraft/plan/plan";
import { synthesize } from "@stagecraft/plan/synthesize";

/** The Plan of a stage, and the evidence of the same program. It is recorded on one stage, and valid for the functions of all. */
export async function readFitEvidence(
  root: string,
  stage: string,
  signal: AbortSignal,
): Promise<{ readonly plan: Plan; readonly evidence: Evidence | undefined }> {
  const plan = await synthesize({ root, stage, signal });
  const recordedOn =
    stage === evidenceStage ? plan : await synthesize({ root, stage: evidenceStage, signal });
  try {
    const evidence = await readEvidence(root, recordedOn, { mayRun: false, log() {}, signal });
    return { plan, evidence };
  } catch (error) {
    if (error instanceof CannotCheckError) return { plan, evidence: undefined };
    throw error;
  }
}
