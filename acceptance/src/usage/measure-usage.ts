import { differenceOfUses } from "@stagecraft/cost/usage/difference-of-uses";
import type { MeasuredUsage } from "@stagecraft/cost/usage/measured-usage";
import { durationUnits, type MeteredUnit } from "@stagecraft/cost/usage/metered-unit";
import type { MeteredUse } from "@stagecraft/cost/usage/metered-use";
import type { Scenario } from "../scenarios/open-scenario.ts";

/** Does one piece of each kind of work, and resolves when it is done. */
export type Work = { readonly [name: string]: () => Promise<void> };

/** Three are enough to see that the second costs as much as the third. */
const repetitions = 3;
const minuteMs = 60_000;
const minutesInHour = 60;

/** The schedule that runs each minute, and its function. */
const schedule = "RelayOutboxSchedule";
const scheduled = "OutboxRelayFunction";

/**
 * Measures hours of stage time: one without work, one with a piece of the first kind, and for each kind one in which pieces of it
 * follow. The differences are what an hour and what one more piece use: what happens by time is in every hour, so that it disappears.
 */
export async function measureUsage(scenario: Scenario, work: Work): Promise<MeasuredUsage> {
  const kinds = Object.entries(work);
  const [first = async () => {}] = Object.values(work);
  // Environments start now, so that what follows is warm.
  for (const [, run] of kinds) await run();
  // Work at the beginning of each hour then never falls into two hours of the clock, in which a metric would count twice.
  await scenario.waitUntil(() => minuteOfHour(scenario) >= 5 && minuteOfHour(scenario) < 20);
  await passRuns(scenario, scenario.stage().uses(), 1);
  const begin = scenario.stage().uses();
  const idleHour = await measureHour(scenario, async () => {});
  const firstHour = await measureHour(scenario, first);
  const measured: [string, readonly MeteredUse[]][] = [];
  for (const [name, run] of kinds) {
    const uses = await measureHour(scenario, async () => {
      await first();
      for (let times = 0; times < repetitions; times += 1) await run();
    });
    measured.push([name, differenceOfUses(firstHour, uses, repetitions)]);
  }
  const all = differenceOfUses(begin, scenario.stage().uses());
  return {
    work: Object.fromEntries(
      measured.map(([name, uses]) => [name, withMeanDurations(uses.flatMap(ofEachPiece), all)]),
    ),
    idleHour: withMeanDurations(idleHour, all),
    metricsWithWork:
      amountOf(firstHour, "metric-hours") -
      amountOf(idleHour, "metric-hours") +
      metricsOnce(measured.flatMap(([, uses]) => uses)),
  };
}

/** The metrics that kinds of work have once in an hour. */
function metricsOnce(uses: readonly MeteredUse[]): number {
  return uses
    .filter(({ unit }) => unit === "metric-hours")
    .reduce((sum, { amount }) => sum + Math.round((amount % 1) * repetitions), 0);
}

/** A metric that a kind of work has once an hour is no part of each piece. */
function ofEachPiece(use: MeteredUse): readonly MeteredUse[] {
  if (use.unit !== "metric-hours") return [use];
  const amount = Math.floor(use.amount);
  return amount === 0 ? [] : [{ ...use, amount }];
}

/** A difference of two hours says little of durations: each function gets its mean of all measured hours. */
function withMeanDurations(
  uses: readonly MeteredUse[],
  all: readonly MeteredUse[],
): readonly MeteredUse[] {
  const counts = uses.filter(({ unit }) => !durationUnits.includes(unit));
  const durations = counts
    .filter(({ unit }) => unit === "lambda-requests")
    .map((use): MeteredUse => {
      const own = all.filter(({ name }) => name === use.name);
      const meanMs = amountOf(own, "lambda-billed-ms") / amountOf(own, "lambda-requests");
      return { ...use, unit: "lambda-billed-ms", amount: use.amount * meanMs };
    });
  return [...counts, ...durations];
}

function amountOf(uses: readonly MeteredUse[], wanted: MeteredUnit): number {
  return uses.filter(({ unit }) => unit === wanted).reduce((sum, { amount }) => sum + amount, 0);
}

/** What is used in an hour: from one run of the schedule to the sixtieth after it, so that each hour has as many. */
async function measureHour(
  scenario: Scenario,
  during: () => Promise<void>,
): Promise<readonly MeteredUse[]> {
  const before = scenario.stage().uses();
  await during();
  const runs = runsIn(differenceOfUses(before, scenario.stage().uses()));
  if (runs > minutesInHour) throw new Error(`The work took ${runs} minutes: measure fewer pieces.`);
  await passRuns(scenario, before, minutesInHour);
  return differenceOfUses(before, scenario.stage().uses());
}

/**
 * Waits until the schedule has run so many times since `before`, and its function has ended as often as it ever ran: one that still
 * runs would be in the hour that follows.
 */
async function passRuns(
  scenario: Scenario,
  before: readonly MeteredUse[],
  runs: number,
): Promise<void> {
  await scenario.waitUntil(() => {
    const uses = scenario.stage().uses();
    return runsIn(differenceOfUses(before, uses)) >= runs && endsIn(uses) === runsIn(uses);
  });
}

function runsIn(uses: readonly MeteredUse[]): number {
  return amountOf(
    uses.filter(({ name }) => name === schedule),
    "scheduler-invocations",
  );
}

function endsIn(uses: readonly MeteredUse[]): number {
  return amountOf(
    uses.filter(({ name }) => name === scheduled),
    "lambda-requests",
  );
}

const minuteOfHour = (scenario: Scenario) =>
  Math.floor(scenario.stage().nowMs() / minuteMs) % minutesInHour;
