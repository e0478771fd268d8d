import { checklist } from "./checklist.ts";
import { gatesOf } from "./commands-of.ts";
import { type ExitCondition, exitConditions } from "./exit-conditions.ts";
import { type ReviewCheck, type ReviewLine, worstStatus } from "./review-line.ts";

/** The checks by name: a gate's is `gate iam`, the others have the names in the exit conditions. */
export type ReviewChecks = { readonly [name: string]: ReviewCheck };

/** The six exit conditions and the final checklist. */
export type Review = {
  readonly stages: readonly ReviewLine[];
  readonly checklist: readonly ReviewLine[];
};

/** A check that did not run is not judged, by its name. */
export function reviewOf(checks: ReviewChecks): Review {
  const lines = exitConditions.map((condition) => lineOf(condition, checks));
  return {
    stages: lines,
    checklist: checklist.map(({ title, stage }) => {
      const of = lines[stage - 1];
      return {
        title,
        condition: of?.condition ?? "",
        status: of?.status ?? "not judged",
        checks: of?.checks ?? [],
      };
    }),
  };
}

function lineOf(condition: ExitCondition, checks: ReviewChecks): ReviewLine {
  const names = [...gatesOf(condition).map((name) => `gate ${name}`), ...condition.checks];
  const all = names.map(
    (name): ReviewCheck => checks[name] ?? { name, status: "not judged", figure: "it did not run" },
  );
  return {
    title: `${condition.stage}. ${condition.title}`,
    condition: condition.condition,
    status: worstStatus(all.map(({ status }) => status)),
    checks: all,
  };
}
