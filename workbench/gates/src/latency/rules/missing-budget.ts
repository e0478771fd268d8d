import type { Finding } from "../../finding.ts";
import { budgetsFile } from "../budgets/latency-budget.ts";
import type { LatencyFacts } from "../latency-facts.ts";

/** Functions without a budget. */
export function missingBudget({ budgets, functions }: LatencyFacts): readonly Finding[] {
  return functions
    .filter(({ name }) => !budgets[name])
    .map(({ name }) => ({
      rule: "latency/missing-budget",
      severity: "error",
      resource: name,
      message: `${budgetsFile} has no budget for it, so that nothing limits its code.`,
      fix: 'npm run gate -- latency --record "why it needs what it has"',
    }));
}

/** Budgets of functions that the stage does not have, or that it has although they say otherwise. */
export function unusedBudget({ stage, budgets, names }: LatencyFacts): readonly Finding[] {
  return Object.entries(budgets).flatMap(([name, { notOn = [] }]): readonly Finding[] => {
    const isExpected = !notOn.includes(stage);
    if (names.has(name) === isExpected) return [];
    return [
      {
        rule: "latency/unused-budget",
        severity: "error",
        resource: name,
        message: isExpected
          ? `${budgetsFile} has a budget for it, and the stage ${stage} has no such function.`
          : `The "notOn" of its budget contains ${stage}, and that stage has the function.`,
        fix: isExpected
          ? `In ${budgetsFile}: remove the budget of ${name}, or write "notOn": ["${stage}"] if other stages have it`
          : `In ${budgetsFile}: remove ${stage} from the "notOn" of ${name}`,
      },
    ];
  });
}
