import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import type { Undecided } from "../finding.ts";
import type { GateCheck, PlannedProgram } from "../gate.ts";
import { countsAbove } from "./budgets/counts-outside.ts";
import { readBudgets } from "./budgets/read-budgets.ts";
import { type CountedFunctions, countFunctions } from "./counts/count-functions.ts";
import { partsOf } from "./counts/parts-of.ts";
import type { LatencyFacts } from "./latency-facts.ts";
import { readMemoryPlaces } from "./memory/memory-places.ts";
import { memoryRules } from "./memory/memory-rules.ts";
import { readMemorySizes } from "./memory/read-memory-sizes.ts";
import { forbiddenModule, unknownException } from "./rules/forbidden-module.ts";
import { looseBudget } from "./rules/loose-budget.ts";
import { missingBudget, unusedBudget } from "./rules/missing-budget.ts";
import { missingPackage } from "./rules/missing-package.ts";
import { numberText } from "./rules/number-text.ts";
import { overBudget } from "./rules/over-budget.ts";
import { placeOf } from "./source/clients.ts";
import { readSourceFacts } from "./source/read-source-facts.ts";
import { sourceRules } from "./source/source-rules.ts";
import { unknownLimits } from "./source/unlimited-calls.ts";
import { timeoutRules } from "./timeouts/timeout-rules.ts";

/** Each rule finds one kind of violation in what the code of functions weighs and runs at import. */
export const countRules = [
  missingBudget,
  unusedBudget,
  overBudget,
  looseBudget,
  forbiddenModule,
  unknownException,
  missingPackage,
];

/**
 * Checks that functions stay fast. It counts before it measures time: the counts are equal in every run, on a busy machine too. Each
 * function is imported once, in a process of its own.
 */
export const latency: GateCheck<PlannedProgram> = async ({ root, plan }) => {
  const [budgets, { counted, failed }, source, sizes, memoryPlaceOf] = await Promise.all([
    readBudgets(root),
    countFunctions(root, plan),
    readSourceFacts(root, plan),
    readMemorySizes(root),
    readMemoryPlaces(root),
  ]);
  const above = counted.filter(({ name, counts }) => {
    const budget = budgets[name];
    return budget && countsAbove(counts, budget.counts).length > 0;
  });
  const parts = await Promise.all(
    above.map(async (each) => [each.name, await partsOf(root, each)] as const),
  );
  const facts: LatencyFacts = {
    stage: plan.stage,
    budgets,
    names: new Set([...counted, ...failed].map(({ name }) => name)),
    functions: counted,
    parts: new Map(parts),
  };
  const total = (values: readonly number[]) =>
    numberText(values.reduce((sum, value) => sum + value, 0));
  return {
    findings: [
      ...countRules.flatMap((rule) => rule(facts)),
      ...timeoutRules.flatMap((rule) => rule(plan)),
      ...sourceRules.flatMap((rule) => rule(source)),
      ...memoryRules.flatMap((rule) =>
        rule({ functions: functionsOf(plan), sizes, placeOf: memoryPlaceOf }),
      ),
    ],
    undecided: [...failed.map(notImported), ...unknownLimits(source)],
    examined: counted.length + failed.length,
    figures: {
      functions: String(counted.length),
      "bytes of code": total(counted.map(({ counts }) => counts.codeBytes)),
      "functions run at import": total(counted.map(({ counts }) => counts.functionsRun)),
      "clients and calls in the code": String(
        new Set(source.functions.flatMap(({ clients }) => clients.map(placeOf))).size,
      ),
      "cold starts and provisioned concurrency": "not judged: objectives are of warm requests",
    },
  };
};

function notImported({ name, error }: CountedFunctions["failed"][number]): Undecided {
  return {
    rule: "latency/counts",
    resource: name,
    message: `Its code cannot be imported with the environment of the Plan: ${error}`,
    next: "Fix the error. If the code needs the value of a secret at import, make it accept any text, and check the value at its first use.",
  };
}
