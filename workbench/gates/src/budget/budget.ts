import { budgetOf } from "@stagecraft/cost/budgets/cost-budgets";
import { readCostBudgets } from "@stagecraft/cost/budgets/read-cost-budgets";
import { CostFileError } from "@stagecraft/cost/budgets/read-json-file";
import { idleCostRange, stageCostRange } from "@stagecraft/cost/model/stage-cost";
import { priceListOf } from "@stagecraft/cost/prices/price-list";
import { usdRangeText } from "@stagecraft/cost/report/usd-text";
import { readRecordedUsage } from "@stagecraft/cost/usage/read-recorded-usage";
import type { GateCheck } from "../gate.ts";
import { CannotCheckError } from "../read-evidence.ts";
import type { CostFacts } from "./cost-facts.ts";
import { costPerWork, looseCost, unrecordedWork } from "./cost-per-work.ts";
import { missingBudget, overBudget, overIdleBudget } from "./over-budget.ts";
import { unknownDuration, unknownPrice, unknownWork } from "./unknown-price.ts";

/** Each rule finds one way in which a stage costs more than somebody has decided. */
export const budgetRules = [
  missingBudget,
  overBudget,
  overIdleBudget,
  costPerWork,
  looseCost,
  unrecordedWork,
  unknownPrice,
  unknownDuration,
  unknownWork,
];

/**
 * Checks what a stage costs in a month: its Plan, what the program used in the run of the evidence, recorded durations, and AWS's list
 * prices without free amounts.
 */
export const budget: GateCheck = async ({ root, plan, evidencePlan, evidence }) => {
  const [budgets, recorded] = await Promise.all([
    readCostBudgets(root),
    readRecordedUsage(root),
  ]).catch(cannotCheck);
  const [{ usage }, recordedPlan] = await Promise.all([evidence(), evidencePlan()]);
  if (!usage) throw new CannotCheckError("The evidence does not say what the program used.");
  const { prices } = priceListOf(plan.region);
  const facts: CostFacts = {
    plan,
    budgets,
    measured: usage,
    recorded,
    prices,
    isRecordedStage: recordedPlan.stage === plan.stage,
  };
  return {
    findings: budgetRules.flatMap((rule) => rule(facts)),
    undecided: [],
    examined: plan.resources.length,
    figures: figuresOf(facts),
  };
};

/** A missing or wrong file of this gate must not keep other gates from checking. */
function cannotCheck(cause: unknown): never {
  if (!(cause instanceof CostFileError)) throw cause;
  throw new CannotCheckError(cause.message, { cause });
}

function figuresOf({ plan, budgets, measured, recorded, prices }: CostFacts) {
  const input = { plan, usage: measured, durations: recorded.durations, prices } as const;
  const months = (budgetOf(budgets, plan.stage)?.profiles ?? []).flatMap((name) => {
    const profile = budgets.profiles[name];
    if (!profile) return [];
    const month = stageCostRange({ ...input, profile, freeTier: "none" });
    return [[`USD a month, ${name}`, usdRangeText(month)] as const];
  });
  const idle = idleCostRange({
    ...input,
    profile: { what: "no work", monthly: {}, hoursWithWork: 0 },
    freeTier: "none",
  });
  return Object.fromEntries([...months, ["USD a month without traffic", usdRangeText(idle)]]);
}
