import { existsSync } from "node:fs";
import { join } from "node:path";
import { checkProgram } from "@stagecraft/gates/check-program";
import { evidenceStage } from "@stagecraft/gates/evidence-stage";
import { gates } from "@stagecraft/gates/gates";
import { planHash } from "@stagecraft/gates/plan-hash";
import { readProof } from "@stagecraft/gates/proofs/read-proof";
import type { Report } from "@stagecraft/gates/run-gates";
import { synthesize } from "@stagecraft/plan/synthesize";
import { functionFits } from "../fit/functions/function-fits.ts";
import { readFitEvidence } from "../fit/functions/read-fit-evidence.ts";
import { drawingsCheck } from "./drawings-check.ts";
import { fitCheck } from "./fit-check.ts";
import { gateChecks } from "./gate-checks.ts";
import { proofCheck } from "./proof-check.ts";
import { recursionCheck } from "./recursion-check.ts";
import type { ReviewCheck } from "./review-line.ts";
import { type Review, reviewOf } from "./review-of.ts";

/** Records of commands that run the whole system, and the folder that each needs. */
const proofs = [
  { name: "chaos", folder: "demo" },
  { name: "load", folder: "operations" },
];

/** A review, and what it was made of. */
export type StageReview = Review & {
  readonly stage: string;
  readonly plan: string;
  readonly reviewedAt: string;
  readonly waived: Report["waived"];
};

/** Runs the gates on a stage and reads every record; nothing is recorded. */
export async function runReview(
  root: string,
  stage: string,
  {
    now,
    log,
    signal,
  }: {
    readonly now: Date;
    readonly log: (line: string) => void;
    readonly signal: AbortSignal;
  },
): Promise<StageReview> {
  const reviewedAt = now.toISOString();
  log(`reading the SST program of the stage ${stage}`);
  const { plan, evidence } = await readFitEvidence(root, stage, signal);
  const recordedOn = await synthesize({ root, stage: evidenceStage, signal });
  const hashes = [planHash(plan), planHash(recordedOn)];
  log(`running the gates ${Object.keys(gates).join(", ")}`);
  const report = await checkProgram(
    root,
    { gates: Object.keys(gates), stages: [stage], json: false, mayRun: false },
    { today: reviewedAt.slice(0, 10), log, signal },
  );
  log("comparing the functions with Lambda's limits, and the drawings with the program");
  const drawn = await synthesize({ root, stage: "prod", signal });
  const checks: readonly ReviewCheck[] = [
    fitCheck(await functionFits(root, plan, evidence)),
    await drawingsCheck(root, drawn),
    recursionCheck(plan),
    ...(await Promise.all(
      proofs.map(
        async ({ name, folder }): Promise<ReviewCheck> =>
          existsSync(join(root, folder))
            ? proofCheck(name, await readProof(root, name), hashes)
            : { name, status: "not judged", figure: `${folder}/ is deleted` },
      ),
    )),
  ];
  return {
    ...reviewOf({
      ...gateChecks(report, gates, evidence?.recordedAt),
      ...Object.fromEntries(checks.map((check) => [check.name, check])),
    }),
    stage,
    plan: planHash(plan),
    reviewedAt,
    waived: report.waived,
  };
}
