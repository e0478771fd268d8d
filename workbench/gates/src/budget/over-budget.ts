import { budgetOf, costBudgetsFile } from "@stagecraft/cost/budgets/cost-budgets";
import { stageCost } from "@stagecraft/cost/model/stage-cost";
import type { TrafficProfile } from "@stagecraft/cost/model/traffic-profile";
import type { Finding } from "../finding.ts";
import type { CostFacts } from "./cost-facts.ts";
import { cheaperText, largestParts, largestPartsText } from "./largest-parts.ts";

const noWork: TrafficProfile = { what: "no work", monthly: {}, hoursWithWork: 0 };

/** Stages without a budget. */
export function missingBudget({ plan, budgets }: CostFacts): readonly Finding[] {
  if (budgetOf(budgets, plan.stage)) return [];
  return [
    {
      rule: "budget/missing-budget",
      severity: "error",
      resource: `the stage ${plan.stage}`,
      message: "Nothing says what it may cost.",
      fix: `Give it a budget in ${costBudgetsFile}.`,
    },
  ];
}

/** Stages that cost more than their budget with the traffic that they are meant for. */
export function overBudget(facts: CostFacts): readonly Finding[] {
  const budget = budgetOf(facts.budgets, facts.plan.stage);
  return (budget?.profiles ?? []).flatMap((name) => {
    const profile = facts.budgets.profiles[name];
    if (!budget || !profile) return [];
    return above(facts, profile, {
      rule: "budget/over-budget",
      limitUsd: budget.monthlyUsd,
      when: `with the traffic "${name}"`,
    });
  });
}

/** Stages that cost more than their limit without any traffic. */
export function overIdleBudget(facts: CostFacts): readonly Finding[] {
  const budget = budgetOf(facts.budgets, facts.plan.stage);
  if (!budget) return [];
  return above(facts, noWork, {
    rule: "budget/over-idle-budget",
    limitUsd: budget.idleUsd,
    when: "without any traffic",
  });
}

function above(
  { plan, measured, recorded, prices }: CostFacts,
  profile: TrafficProfile,
  {
    rule,
    limitUsd,
    when,
  }: { readonly rule: string; readonly limitUsd: number; readonly when: string },
): readonly Finding[] {
  const { durations } = recorded;
  const { billedUsd, uses } = stageCost({
    plan,
    usage: measured,
    durations,
    profile,
    prices,
    freeTier: "none",
  });
  if (billedUsd.lte(limitUsd)) return [];
  const parts = largestParts(plan, uses);
  return [
    {
      rule,
      severity: "error",
      resource: parts[0]?.resource ?? plan.stage,
      message: `The stage ${plan.stage} costs ${billedUsd.toFixed(2)} USD a month ${when}, above its limit of ${limitUsd.toFixed(2)}; ${largestPartsText(parts)}.`,
      fix: `${cheaperText(parts)} If the cost is right, raise the limit in ${costBudgetsFile}.`.trim(),
    },
  ];
}
