import { evidenceStage } from "@stagecraft/gates/evidence-stage";
import { planHash } from "@stagecraft/gates/plan-hash";
import { synthesize } from "@stagecraft/plan/synthesize";
import { readRecordedPermissions } from "./read-recorded-permissions.ts";
import { writeEvidence } from "./write-evidence.ts";

/**
 * Keeps what the stages of a test run left in `folder` as the evidence of the program as it is. Gives how many uses that were.
 * @throws EvidenceError when nothing was left, or it is of the program as it was before.
 */
export async function writeRecordedEvidence(root: string, folder: string): Promise<number> {
  const plan = planHash(await synthesize({ root, stage: evidenceStage }));
  const permissionsUsed = await readRecordedPermissions(folder, { root, plan });
  await writeEvidence(root, evidenceStage, { plan, permissionsUsed });
  return permissionsUsed.length;
}
