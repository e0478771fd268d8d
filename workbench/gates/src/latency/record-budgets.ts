import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { PlannedProgram } from "../gate.ts";
import { countsAbove, countsBelow } from "./budgets/counts-outside.ts";
import { budgetsFile, type LatencyBudget, type LatencyBudgets } from "./budgets/latency-budget.ts";
import { printBudgets } from "./budgets/print-budgets.ts";
import { readBudgets } from "./budgets/read-budgets.ts";
import { recordedParts } from "./budgets/recorded-parts.ts";
import type { CountedFunction } from "./counts/count-function.ts";
import { countFunctions } from "./counts/count-functions.ts";
import { partsOf } from "./counts/parts-of.ts";

/**
 * Writes new budgets for the functions of a stage that have none, or whose counts are outside their budget. What a budget keeps and
 * allows stays, and so does its reason when nothing has grown; a person changes them in the file.
 * @param reason why functions without a budget, and functions that have grown, need what they have now
 * @returns what was written, as text
 */
export async function recordBudgets(
  { root, plan }: PlannedProgram,
  reason: string,
): Promise<string> {
  const budgets = await readBudgets(root);
  const { counted, failed } = await countFunctions(root, plan);
  const outside = counted.filter((each) => isOutside(each, budgets[each.name]));
  const recorded = await Promise.all(
    outside.map(
      async (each) => [each.name, await budgetFor(root, each, budgets[each.name], reason)] as const,
    ),
  );
  const notCounted = failed.map(({ name, error }) => `not recorded: ${name}: ${error}`);
  if (recorded.length === 0) {
    return ["every function is within its budget; nothing to record", ...notCounted].join("\n");
  }
  const written: LatencyBudgets = { ...budgets, ...Object.fromEntries(recorded) };
  await writeFile(join(root, budgetsFile), printBudgets(written));
  const names = recorded.map(([name]) => name).join(", ");
  return [`${budgetsFile}: new budgets for ${names}`, ...notCounted].join("\n");
}

function isOutside({ counts }: CountedFunction, budget: LatencyBudget | undefined): boolean {
  if (!budget) return true;
  return [...countsAbove(counts, budget.counts), ...countsBelow(counts, budget.counts)].length > 0;
}

async function budgetFor(
  root: string,
  counted: CountedFunction,
  before: LatencyBudget | undefined,
  reason: string,
): Promise<LatencyBudget> {
  const { counts } = counted;
  const parts = recordedParts(await partsOf(root, counted), counts);
  const hasGrown = !before || countsAbove(counts, before.counts).length > 0;
  return {
    reason: hasGrown ? reason : before.reason,
    counts,
    keeps: before?.keeps ?? [],
    allows: before?.allows ?? {},
    ...(before?.notOn ? { notOn: before.notOn } : {}),
    parts: Object.fromEntries(
      parts.map(({ name, bytes, functionsRun }) => [name, { bytes, functionsRun }]),
    ),
  };
}
