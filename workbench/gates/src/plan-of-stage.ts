import type { Plan } from "@stagecraft/plan/plan";
import { PlanError } from "@stagecraft/plan/plan-error";
import { printWarnings } from "@stagecraft/plan/print-warnings";
import { synthesize } from "@stagecraft/plan/synthesize";

/**
 * The Plan of a stage, after its warnings are printed.
 * @throws PlanError naming the stage; the signal's reason
 */
export async function planOfStage(root: string, stage: string, signal: AbortSignal): Promise<Plan> {
  try {
    const plan = await synthesize({ root, stage, signal });
    printWarnings(plan);
    return plan;
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    throw new PlanError(`the stage ${stage} has no Plan: ${error.message}`, { cause: error });
  }
}
