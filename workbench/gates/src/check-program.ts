import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plan } from "@stagecraft/plan/plan";
import { PlanError } from "@stagecraft/plan/plan-error";
import { printWarnings } from "@stagecraft/plan/print-warnings";
import { synthesize } from "@stagecraft/plan/synthesize";
import { type GateOptions, waiversFile } from "./gate-options.ts";
import { gates } from "./gates.ts";
import { parseWaivers } from "./parse-waivers.ts";
import { readEvidence } from "./read-evidence.ts";
import { type Report, runGates } from "./run-gates.ts";
import type { Waiver } from "./waivers.ts";

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

async function planOfStage(root: string, stage: string, signal: AbortSignal): Promise<Plan> {
  try {
    const plan = await synthesize({ root, stage, signal });
    printWarnings(plan);
    return plan;
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    throw new PlanError(`the stage ${stage} has no Plan: ${error.message}`, { cause: error });
  }
}

/** A missing file means no waivers. */
async function readWaivers(root: string): Promise<readonly Waiver[]> {
  const text = await readFile(join(root, waiversFile), "utf8").catch((error) => {
    if (error.code === "ENOENT") return "[]";
    throw error;
  });
  return parseWaivers(text, { file: waiversFile, gates: Object.keys(gates) });
}
