import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { priceListOf } from "@stagecraft/cost/prices/price-list";
import { readRecordedUsage } from "@stagecraft/cost/usage/read-recorded-usage";
import { recordedCosts } from "@stagecraft/cost/usage/recorded-costs";
import { recordedUsageFile, recordedUsageOf } from "@stagecraft/cost/usage/recorded-usage";
import { evidenceStage } from "../evidence-stage.ts";
import type { PlannedProgram } from "../gate.ts";
import { CannotCheckError, readEvidence } from "../read-evidence.ts";

/**
 * Writes what the program used in the run of its evidence, and what one of each kind of work costs. Recorded durations stay; delete one
 * from the file to have it measured again.
 * @returns what was written, as text
 * @throws CannotCheckError for another stage than that of the evidence, and without evidence of this Plan
 */
export async function recordUsage({ root, plan }: PlannedProgram, reason: string): Promise<string> {
  if (plan.stage !== evidenceStage) {
    throw new CannotCheckError(`Usage is recorded on the stage ${evidenceStage}.`);
  }
  const { usage: measured } = await readEvidence(root, plan, {
    mayRun: true,
    log: console.error,
    signal: new AbortController().signal,
  });
  if (!measured) throw new CannotCheckError("The evidence does not say what the program used.");
  const known = await readRecordedUsage(root).catch(() => undefined);
  const recordedOn = new Date().toISOString().slice(0, 10);
  const recorded = recordedUsageOf(measured, {
    reason,
    recordedOn,
    durations: known?.durations ?? {},
  });
  const { prices } = priceListOf(plan.region);
  const costs = recordedCosts({
    plan,
    usage: recorded.usage,
    durations: recorded.durations,
    prices,
  });
  await writeFile(
    join(root, recordedUsageFile),
    `${JSON.stringify({ ...recorded, costs }, null, 2)}\n`,
  );
  const lines = Object.entries(costs).map(([work, { usd }]) => `one ${work}: ${usd} USD`);
  return [`${recordedUsageFile}: written`, ...lines].join("\n");
}
