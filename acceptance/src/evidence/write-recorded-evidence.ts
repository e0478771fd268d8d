import { evidenceStage } from "@stagecraft/gates/evidence-stage";
import { planHash } from "@stagecraft/gates/plan-hash";
import { synthesize } from "@stagecraft/plan/synthesize";
import { readRecordedPermissions } from "./read-recorded-permissions.ts";
import { writeEvidence } from "./write-evidence.ts";

/**
 * Writes the permissions that the stages of a test run recorded in `folder` as evidence. Returns the number of permissions.
 * @throws EvidenceError when there are no records, or the program has changed since then.
 */
export async function writeRecordedEvidence(root: string, folder: string): Promise<number> {
  const plan = planHash(await synthesize({ root, stage: evidenceStage }));
  const permissionsUsed = await readRecordedPermissions(folder, { root, plan });
  await writeEvidence(root, evidenceStage, { plan, permissionsUsed });
  return permissionsUsed.length;
}
