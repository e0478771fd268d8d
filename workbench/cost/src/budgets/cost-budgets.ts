import type { TrafficProfile } from "../model/traffic-profile.ts";

/** What a stage may cost in a month, in US dollars. */
export type StageBudget = {
  /** With the traffic of each of its profiles. AWS's budget of the stage has the same amount. */
  readonly monthlyUsd: number;
  /** Without any traffic. */
  readonly idleUsd: number;
  /** The traffic that the stage is meant for. */
  readonly profiles: readonly string[];
};

/** The traffic that is planned for, and what each stage may cost with it. */
export type CostBudgets = {
  readonly profiles: { readonly [name: string]: TrafficProfile };
  /** By the stage's name, or by its beginning: `pr-*`. */
  readonly stages: { readonly [stage: string]: StageBudget };
};

/** The file of a program's budgets, relative to it. */
export const costBudgetsFile = "infra/cost/budgets.json";

/** The budget of a stage: that of its name, else that of the longest beginning. */
export function budgetOf({ stages }: CostBudgets, stage: string): StageBudget | undefined {
  const patterns = Object.keys(stages)
    .filter((pattern) => pattern.endsWith("*") && stage.startsWith(pattern.slice(0, -1)))
    .toSorted((a, b) => b.length - a.length);
  return stages[stage] ?? stages[patterns[0] ?? ""];
}
