import type { Finding } from "../../finding.ts";
import { countsBelow } from "../budgets/counts-outside.ts";
import { slackOf } from "../budgets/headroom.ts";
import { countTexts } from "../counts/counts.ts";
import type { LatencyFacts } from "../latency-facts.ts";
import { numberText } from "./number-text.ts";

const rule = "latency/loose-budget";

/** Budgets so far above the function's counts that growth back to them would not be noticed. */
export function looseBudget({ budgets, functions }: LatencyFacts): readonly Finding[] {
  return functions.flatMap(({ name, counts }): readonly Finding[] => {
    const budget = budgets[name];
    const below = budget ? countsBelow(counts, budget.counts) : [];
    if (!budget || below.length === 0) return [];
    const what = below.map(
      (count) =>
        `${numberText(counts[count])} ${countTexts[count]}, more than ${slackOf[count] * 100} % below its budget of ${numberText(budget.counts[count])}`,
    );
    return [
      {
        rule,
        severity: "error",
        resource: name,
        message: `It has ${what.join("; ")}: growth back to the budget would not be noticed.`,
        fix: 'npm run gate -- latency --record "it needs less"',
      },
    ];
  });
}
