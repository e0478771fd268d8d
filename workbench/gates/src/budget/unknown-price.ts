import { costBudgetsFile } from "@stagecraft/cost/budgets/cost-budgets";
import { functionsWithoutDuration, unpricedResources } from "@stagecraft/cost/model/stage-cost";
import { recordedUsageFile } from "@stagecraft/cost/usage/recorded-usage";
import type { Finding } from "../finding.ts";
import type { CostFacts } from "./cost-facts.ts";

/** Resources whose price is not known. What is unknown is not free. */
export function unknownPrice({ plan }: CostFacts): readonly Finding[] {
  return unpricedResources(plan).map(({ type, names }) => ({
    rule: "budget/unknown-price",
    severity: "error",
    resource: names.join(", "),
    message: `Nothing says what ${type} costs.`,
    fix: "Add a rule for the type in workbench/cost/src/resources, and the prices of its units in workbench/cost/src/prices.",
  }));
}

/** Functions that were invoked, and whose duration is not recorded: their GB-seconds would count as nothing. */
export function unknownDuration({ measured, recorded }: CostFacts): readonly Finding[] {
  const { durations } = recorded;
  return functionsWithoutDuration({ usage: measured, durations }).map((name) => ({
    rule: "budget/unknown-duration",
    severity: "error",
    resource: name,
    message: `It was invoked, and ${recordedUsageFile} does not say how long it takes.`,
    fix: 'Record it: npm run gate -- budget --record "why"',
  }));
}

/** Traffic of work that is not measured: it would cost nothing. */
export function unknownWork({ budgets, measured }: CostFacts): readonly Finding[] {
  return Object.entries(budgets.profiles).flatMap(([profile, { monthly }]) =>
    Object.keys(monthly)
      .filter((work) => !Object.hasOwn(measured.work, work))
      .map((work) => ({
        rule: "budget/unknown-work",
        severity: "error",
        resource: `${profile}: ${work}`,
        message: `${costBudgetsFile} has traffic of "${work}", and nobody has measured what one of it uses.`,
        fix: `Measure it in the run that records the evidence, or name one of ${Object.keys(measured.work).join(", ")}.`,
      })),
  );
}
