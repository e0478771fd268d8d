import type { Finding } from "../../finding.ts";
import { countsAbove } from "../budgets/counts-outside.ts";
import { headroomOf } from "../budgets/headroom.ts";
import { countTexts } from "../counts/counts.ts";
import type { LatencyFacts } from "../latency-facts.ts";
import { growth } from "./growth.ts";
import { numberText } from "./number-text.ts";

const rule = "latency/over-budget";

/** Functions whose code weighs or runs more than their budget, with what has grown. */
export function overBudget({ budgets, functions, parts }: LatencyFacts): readonly Finding[] {
  return functions.flatMap((counted): readonly Finding[] => {
    const { name, counts } = counted;
    const budget = budgets[name];
    if (!budget) return [];
    const above = countsAbove(counts, budget.counts);
    if (above.length === 0) return [];
    const what = above.map(
      (count) =>
        `${numberText(counts[count])} ${countTexts[count]} (budget ${numberText(budget.counts[count])}, and ${headroomOf[count] * 100} % headroom)`,
    );
    const isAboutSize = above.some((count) => count.endsWith("Bytes") && count !== "heapBytes");
    const grown = growth(
      counted,
      parts.get(name) ?? [],
      budget,
      isAboutSize ? "bytes" : "functionsRun",
    );
    return [
      {
        rule,
        severity: "error",
        resource: name,
        message: [`It has ${what.join(", ")}.`, "Grown:", ...grown].join("\n"),
        fix: 'Import less of it, or import it after the first response. If it is worth its cost: npm run gate -- latency --record "why"',
      },
    ];
  });
}
