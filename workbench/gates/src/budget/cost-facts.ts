import type { CostBudgets } from "@stagecraft/cost/budgets/cost-budgets";
import type { PriceList } from "@stagecraft/cost/prices/price";
import type { MeasuredUsage } from "@stagecraft/cost/usage/measured-usage";
import type { RecordedUsage } from "@stagecraft/cost/usage/recorded-usage";
import type { Plan } from "@stagecraft/plan/plan";

/** What the rules about cost read. */
export type CostFacts = {
  readonly plan: Plan;
  readonly budgets: CostBudgets;
  /** What the program used in the run of the evidence. */
  readonly measured: MeasuredUsage;
  readonly recorded: RecordedUsage;
  readonly prices: PriceList["prices"];
  /** Whether the Plan is that of the stage whose costs were recorded. */
  readonly isRecordedStage: boolean;
};
