import type { ParseArgsOptionsConfig } from "node:util";
import type { Given } from "@stagecraft/cli/run-command";
import { UsageError } from "@stagecraft/cli/usage-error";
import { stageName } from "../access/stage-name.ts";

/** The options of `npm run review`. */
export type ReviewOptions = {
  readonly stage: string;
  readonly html?: string;
  readonly waivers: boolean;
};

export const reviewHelp = `npm run review -- [options]

  Judges the exit conditions of the six stages and the final checklist: each line with its status, what was found, when the evidence
  was recorded, and the command that shows it again. It runs the gates, and reads the evidence and the records of npm run chaos and
  npm run load; it records none. A line is green only with evidence of this Plan. What nothing judges yet is named.

  --stage STAGE   local, dev, personal-NAME, pr-NUMBER or prod (default: local)
  --html FILE     also writes the review as one HTML page, to print or to hand to an auditor
  --waivers       prints only which findings are waived, why, by whom and until when; exit 1 when a waiver has ended

  Exit 0 every line is green; 1 a check fails; 2 evidence is stale, something is not judged, or wrong usage.`;

/** The options for parseArgs. */
export const reviewOptions = {
  stage: { type: "string", default: "local" },
  html: { type: "string" },
  waivers: { type: "boolean", default: false },
} as const satisfies ParseArgsOptionsConfig;

/** @throws UsageError naming the wrong option */
export function readReviewOptions({ values }: Given<typeof reviewOptions>): ReviewOptions {
  const { stage, html, waivers } = values;
  if (!stageName.test(stage)) {
    throw new UsageError(
      `There is no stage "${stage}". There are local, dev, personal-NAME, pr-NUMBER and prod.`,
    );
  }
  if (waivers && html !== undefined) throw new UsageError("--html has no effect with --waivers.");
  return { stage, waivers, ...(html === undefined ? {} : { html }) };
}
