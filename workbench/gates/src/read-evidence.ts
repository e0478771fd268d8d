import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { VisibleError } from "@stagecraft/cli/visible-error";
import type { Plan } from "@stagecraft/plan/plan";
import type { Evidence } from "./evidence.ts";
import { planHash } from "./plan-hash.ts";
import { runEvidence } from "./run-evidence.ts";

/** The file with the evidence of a stage, relative to the repository. */
export const evidenceFile = (stage: string) => `.stagecraft/evidence/${stage}.json`;

/** A gate cannot check, because its evidence is missing. */
export class CannotCheckError extends VisibleError {}

/**
 * The evidence of exactly this Plan. If there is none and `mayRun` is true, `npm run evidence` records it.
 * @throws CannotCheckError when there is still none
 */
export async function readEvidence(
  root: string,
  plan: Plan,
  {
    mayRun,
    log,
    signal,
  }: {
    readonly mayRun: boolean;
    readonly log: (line: string) => void;
    readonly signal: AbortSignal;
  },
): Promise<Evidence> {
  const known = await storedEvidence(root, plan);
  if (typeof known !== "string") return known;
  if (!mayRun) throw new CannotCheckError(`${known}, and --no-run forbids recording any.`);
  log(`${known}: npm run evidence`);
  const exitCode = await runEvidence(root, signal);
  const taken = await storedEvidence(root, plan);
  if (typeof taken !== "string") return taken;
  throw new CannotCheckError(
    `npm run evidence ended with ${exitCode ?? "an error"} and recorded no evidence of this Plan.`,
  );
}

/** The evidence of the Plan that was recorded before, or why there is none. */
export async function storedEvidence(root: string, plan: Plan): Promise<Evidence | string> {
  const file = evidenceFile(plan.stage);
  try {
    const evidence = JSON.parse(await readFile(join(root, file), "utf8")) as Partial<Evidence>;
    if (!Array.isArray(evidence?.permissionsUsed) || !Array.isArray(evidence.invocations))
      return `${file} contains no evidence`;
    if (evidence.plan === planHash(plan)) return evidence as Evidence;
    return "the Plan has changed since its evidence was recorded";
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") {
      return `there is no evidence of the stage ${plan.stage} in ${file}`;
    }
    return `${file} cannot be read (${(error as Error).message})`;
  }
}
