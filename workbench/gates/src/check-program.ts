import type { Plan } from "@stagecraft/plan/plan";
import type { GateOptions } from "./gate-options.ts";
import { gates } from "./gates.ts";
import { planOfStage } from "./plan-of-stage.ts";
import { readEvidence } from "./read-evidence.ts";
import { readWaivers } from "./read-waivers.ts";
import { type Report, runGates } from "./run-gates.ts";

/**
 * Runs gates on the program in `root`. The Plan of each stage is made once.
 * @throws PlanError naming the stage whose Plan cannot be made; the signal's reason
 */
export async function checkProgram(
  root: string,
  { gates: names, stages, mayRun }: GateOptions,
  {
    today,
    log,
    signal,
  }: {
    readonly today: string;
    readonly log: (line: string) => void;
    readonly signal: AbortSignal;
  },
): Promise<Report> {
  const waivers = await readWaivers(root);
  const plans = new Map<string, Promise<Plan>>();
  const planOf = (stage: string) => {
    const plan = plans.get(stage) ?? planOfStage(root, stage, signal);
    plans.set(stage, plan);
    return plan;
  };
  const evidenceOf = (plan: Plan) => readEvidence(root, plan, { mayRun, log, signal });
  const selected = Object.fromEntries(
    Object.entries(gates).filter(([name]) => names.includes(name)),
  );
  return runGates({ gates: selected, stages, waivers, today }, { root, planOf, evidenceOf });
}
