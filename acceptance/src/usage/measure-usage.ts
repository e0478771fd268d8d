import { differenceOfUses } from "@stagecraft/cost/usage/difference-of-uses";
import type { MeasuredUsage } from "@stagecraft/cost/usage/measured-usage";
import type { MeteredUse } from "@stagecraft/cost/usage/metered-use";
import type { Scenario } from "../scenarios/open-scenario.ts";

/** One piece of each kind of work; it resolves when the work is done. `first` is what an hour with work begins with. */
export type Work = {
  readonly first: () => Promise<void>;
  readonly kinds: { readonly [name: string]: () => Promise<void> };
};

/** Three are enough to see that the second costs as much as the third. */
const repetitions = 3;
const hourMs = 60 * 60_000;

/**
 * Measures full hours of stage time: one without work, one with a first piece of work, and for each kind of work one in which it
 * follows the first piece. The differences are what an hour, the first piece and each further piece use: what happens by time is in
 * every hour, so that it disappears.
 */
export async function measureUsage(scenario: Scenario, work: Work): Promise<MeasuredUsage> {
  const hour = (during: () => Promise<void>) => measureHour(scenario, during);
  await work.first();
  const idleHour = await hour(async () => {});
  const firstHour = await hour(work.first);
  const measured: [string, readonly MeteredUse[]][] = [];
  for (const [name, run] of Object.entries(work.kinds)) {
    const uses = await hour(async () => {
      await work.first();
      for (let times = 0; times < repetitions; times += 1) await run();
    });
    measured.push([name, differenceOfUses(firstHour, uses, repetitions)]);
  }
  return {
    work: Object.fromEntries(measured),
    idleHour,
    metricsWithWork: metricsIn(firstHour) - metricsIn(idleHour),
  };
}

/** What is used from the beginning of the next hour to its end. */
async function measureHour(
  scenario: Scenario,
  during: () => Promise<void>,
): Promise<readonly MeteredUse[]> {
  await passTo(scenario, nextHourMs(scenario));
  const before = scenario.stage().uses();
  const endMs = nextHourMs(scenario);
  await during();
  if (scenario.stage().nowMs() >= endMs) {
    throw new Error("The work took longer than an hour of stage time: measure fewer pieces.");
  }
  await passTo(scenario, endMs);
  return differenceOfUses(before, scenario.stage().uses());
}

const nextHourMs = (scenario: Scenario) =>
  (Math.floor(scenario.stage().nowMs() / hourMs) + 1) * hourMs;

/** A little later, so that what is due at the full hour falls into the hour before in each case. */
async function passTo(scenario: Scenario, untilMs: number): Promise<void> {
  await scenario.waitUntil(() => scenario.stage().nowMs() >= untilMs + 1_000);
}

function metricsIn(uses: readonly MeteredUse[]): number {
  return uses
    .filter(({ unit }) => unit === "metric-hours")
    .reduce((sum, { amount }) => sum + amount, 0);
}
