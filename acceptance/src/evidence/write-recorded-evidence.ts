import { evidenceStage } from "@stagecraft/gates/evidence-stage";
import { planHash } from "@stagecraft/gates/plan-hash";
import { synthesize } from "@stagecraft/plan/synthesize";
import { readRecordedEvidence } from "./read-recorded-evidence.ts";
import { writeEvidence } from "./write-evidence.ts";

/**
 * Writes what the stages of a test run recorded in `folder` as evidence. Returns the number of permissions.
 * @throws EvidenceError when there are no records, or the program has changed since then.
 */
export async function writeRecordedEvidence(root: string, folder: string): Promise<number> {
  const plan = planHash(await synthesize({ root, stage: evidenceStage }));
  const evidence = await readRecordedEvidence(folder, {
    root,
    plan,
    recordedAt: new Date().toISOString(),
  });
  await writeEvidence(root, evidenceStage, evidence);
  return evidence.permissionsUsed.length;
}
