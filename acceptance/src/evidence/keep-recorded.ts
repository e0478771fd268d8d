import { evidenceStage } from "@stagecraft/gates/evidence-stage";
import { planHash } from "@stagecraft/gates/plan-hash";
import { synthesize } from "@stagecraft/plan/synthesize";
import { keepEvidence } from "./keep-evidence.ts";
import { recordedPermissions } from "./recorded-permissions.ts";

/**
 * Keeps what the stages of a test run left in `folder` as the evidence of the program as it is. Gives how many uses that were.
 * @throws EvidenceError when nothing was left, or it is of the program as it was before.
 */
export async function keepRecorded(root: string, folder: string): Promise<number> {
  const plan = planHash(await synthesize({ root, stage: evidenceStage }));
  const permissionsUsed = await recordedPermissions(folder, { root, plan });
  await keepEvidence(root, evidenceStage, { plan, permissionsUsed });
  return permissionsUsed.length;
}
