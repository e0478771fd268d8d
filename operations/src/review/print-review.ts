import type { ReviewLine } from "./review-line.ts";
import type { StageReview } from "./run-review.ts";

const statusWidth = "not judged".length;

/** The lines as text, and what keeps them from green. */
export function printReview(review: StageReview): string {
  const { stage, plan, reviewedAt, stages, checklist, waived } = review;
  const green = stages.filter(({ status }) => status === "green").length;
  return [
    `${stage}, Plan ${plan.slice(0, 12)}, ${reviewedAt}`,
    "",
    ...stages.flatMap(lineText),
    "",
    "Final checklist",
    ...checklist.map(({ title, status }) => `${status.padEnd(statusWidth)}  ${title}`),
    "",
    `${green} of ${stages.length} exit conditions are green, ${waived.length} findings waived`,
  ].join("\n");
}

function lineText({ title, condition, status, checks }: ReviewLine): readonly string[] {
  const indent = " ".repeat(statusWidth + 2);
  return [
    `${status.padEnd(statusWidth)}  ${title}: ${condition}`,
    ...checks.flatMap((check) => [
      `${indent}${check.status.padEnd(statusWidth)}  ${check.name}: ${check.figure}`,
      ...(check.command === undefined
        ? []
        : [
            `${indent}${" ".repeat(statusWidth)}  ${check.command}${check.evidenceAt === undefined ? "" : `, evidence of ${check.evidenceAt}`}`,
          ]),
    ]),
  ];
}
