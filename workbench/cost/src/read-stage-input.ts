import { UsageError } from "@stagecraft/cli/usage-error";
import type { Plan } from "@stagecraft/plan/plan";
import type { FreeTier } from "./bill.ts";
import { budgetOf, costBudgetsFile } from "./budgets/cost-budgets.ts";
import { readCostBudgets } from "./budgets/read-cost-budgets.ts";
import type { StageInput } from "./model/stage-input.ts";
import { priceListOf } from "./prices/price-list.ts";
import { readRecordedUsage } from "./usage/read-recorded-usage.ts";

/** What to compute. */
export type CostRequest = {
  /** The traffic; without it, the first that the stage is meant for. */
  readonly profile: string | undefined;
  readonly freeTier: FreeTier;
  /** The region whose prices count; without it, the Plan's. */
  readonly region: string | undefined;
};

/**
 * Reads what the cost of a Plan is computed from: the recorded usage, the traffic and the prices.
 * @throws UsageError for an unknown profile; CostFileError; NoPricesError
 */
export async function readStageInput(
  root: string,
  plan: Plan,
  { profile: wanted, freeTier, region = plan.region }: CostRequest,
): Promise<StageInput & { readonly profileName: string }> {
  const [budgets, { usage, durations }] = await Promise.all([
    readCostBudgets(root),
    readRecordedUsage(root),
  ]);
  const names = Object.keys(budgets.profiles);
  const profileName = wanted ?? budgetOf(budgets, plan.stage)?.profiles[0] ?? names[0] ?? "";
  const profile = budgets.profiles[profileName];
  if (!profile) {
    throw new UsageError(
      `There is no profile "${profileName}" in ${costBudgetsFile}. There are ${names.join(", ")}.`,
    );
  }
  const { prices } = priceListOf(region);
  return { plan, usage, durations, profile, profileName, prices, freeTier };
}
