import { evidenceStage } from "../evidence-stage.ts";
import type { PlannedProgram } from "../gate.ts";
import { storedEvidence } from "../read-evidence.ts";
import { recordBudgets } from "./record-budgets.ts";
import { recordTimeBands } from "./timing/record-time-bands.ts";

/**
 * Writes new budgets and new time bands for what has none, or is outside of them.
 * @param reason why functions need what they have now
 * @returns what was written, as text
 */
export async function recordLatency(program: PlannedProgram, reason: string): Promise<string> {
  const { root, plan } = program;
  const budgets = await recordBudgets(program, reason);
  const evidence = plan.stage === evidenceStage ? await storedEvidence(root, plan) : "";
  const timing = typeof evidence === "string" ? undefined : evidence.timing;
  return [budgets, await recordTimeBands(program, timing)].join("\n");
}
