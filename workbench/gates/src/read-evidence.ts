import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { VisibleError } from "@stagecraft/cli/visible-error";
import type { Plan } from "@stagecraft/plan/plan";
import type { Evidence } from "./evidence.ts";
import { planHash } from "./plan-hash.ts";
import { runEvidence } from "./run-evidence.ts";

/** Where the evidence of a stage is kept, relative to the repository. */
export const evidenceFile = (stage: string) => `.stagecraft/evidence/${stage}.json`;

/** A gate cannot judge without what it needs. */
export class CannotJudgeError extends VisibleError {}

/**
 * The evidence of exactly this Plan; when there is none, `npm run evidence` is run for it.
 * @throws CannotJudgeError when that gives none.
 */
export async function readEvidence(
  root: string,
  plan: Plan,
  tell: (line: string) => void,
): Promise<Evidence> {
  const known = await kept(root, plan);
  if (known) return known;
  tell("the Plan has changed since its evidence was taken: npm run evidence");
  const exitCode = await runEvidence(root);
  const taken = await kept(root, plan);
  if (taken) return taken;
  throw new CannotJudgeError(
    `npm run evidence ended with ${exitCode ?? "an error"} and left no evidence of this Plan.`,
  );
}

async function kept(root: string, plan: Plan): Promise<Evidence | undefined> {
  const text = await readFile(join(root, evidenceFile(plan.stage)), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const evidence = JSON.parse(text) as Evidence;
  return evidence.plan === planHash(plan) ? evidence : undefined;
}
