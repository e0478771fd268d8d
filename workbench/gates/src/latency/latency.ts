import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { type Contract, findDeclarations } from "../contracts/declarations.ts";
import { evidenceStage } from "../evidence-stage.ts";
import type { Undecided } from "../finding.ts";
import type { GateCheck, PlannedProgram } from "../gate.ts";
import { storedEvidence } from "../read-evidence.ts";
import { countsAbove } from "./budgets/counts-outside.ts";
import { readBudgets } from "./budgets/read-budgets.ts";
import { type CountedFunctions, countFunctions } from "./counts/count-functions.ts";
import { partsOf } from "./counts/parts-of.ts";
import type { LatencyFacts } from "./latency-facts.ts";
import { readMemoryPlaces } from "./memory/memory-places.ts";
import { memoryRules } from "./memory/memory-rules.ts";
import { readMemorySizes } from "./memory/read-memory-sizes.ts";
import { provisionedFacts } from "./provisioned/provisioned-facts.ts";
import { provisionedRules, provisionedText } from "./provisioned/provisioned-rules.ts";
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
import { initRatios } from "./timing/init-ratios.ts";
import { readTimeBands } from "./timing/read-time-bands.ts";
import { type Objectives, routeFigures } from "./timing/route-figures.ts";
import { timeRules } from "./timing/time-rules.ts";
import { warmRatios } from "./timing/warm-ratios.ts";

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
 * function is imported in processes of its own. How long invocations compute is judged where there is evidence of the Plan; this gate
 * never records any, so that it takes seconds.
 */
export const latency: GateCheck<PlannedProgram> = async ({ root, plan }) => {
  const [budgets, { counted, failed }, source, sizes, memoryPlaceOf] = await Promise.all([
    readBudgets(root),
    countFunctions(root, plan),
    readSourceFacts(root, plan),
    readMemorySizes(root),
    readMemoryPlaces(root),
  ]);
  const [bands, declared, evidence] = await Promise.all([
    readTimeBands(root),
    findDeclarations(root),
    plan.stage === evidenceStage ? storedEvidence(root, plan) : "it is judged on another stage",
  ]);
  // After the counts, whose processes would be in its way.
  const init = await initRatios(root, plan);
  const timing = typeof evidence === "string" ? undefined : evidence.timing;
  const warm = timing ? warmRatios(timing) : [];
  const contracts = declared?.contracts ?? [];
  const provisioned = provisionedFacts(plan, contracts, init);
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
      ...timeRules.flatMap((rule) => rule({ bands, init, warm })),
      ...provisionedRules.flatMap((rule) => rule(provisioned)),
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
      "provisioned concurrency": provisionedText(provisioned),
      "CPU of invocations": timing
        ? `${warm.length} routes and functions, of the acceptance tests`
        : `not judged: ${typeof evidence === "string" ? evidence : "its evidence has no times"}; npm run evidence records it`,
      ...(timing ? routeFigures(timing, { objectives: objectivesOf(contracts), init }) : {}),
    },
  };
};

function objectivesOf(contracts: readonly Contract[]): Objectives {
  return new Map(
    contracts.flatMap(({ via, latency }) => {
      if (!latency) return [];
      if (via.kind === "http") return [[via.route, latency] as const];
      return via.kind === "workflow" ? [[via.machine, latency] as const] : [];
    }),
  );
}

function notImported({ name, error }: CountedFunctions["failed"][number]): Undecided {
  return {
    rule: "latency/counts",
    resource: name,
    message: `Its code cannot be imported with the environment of the Plan: ${error}`,
    next: "Fix the error. If the code needs the value of a secret at import, make it accept any text, and check the value at its first use.",
  };
}
