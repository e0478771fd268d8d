import type { LatencyBudgets } from "./budgets/latency-budget.ts";
import type { CountedFunction } from "./counts/count-function.ts";
import type { Part } from "./counts/parts-of.ts";

/** The input of the rules about counts. */
export type LatencyFacts = {
  readonly stage: string;
  readonly budgets: LatencyBudgets;
  /** Every function of the stage, also those that could not be counted. */
  readonly names: ReadonlySet<string>;
  readonly functions: readonly CountedFunction[];
  /** Of a function outside its budget, the parts of its counts by the function's name. */
  readonly parts: ReadonlyMap<string, readonly Part[]>;
};
