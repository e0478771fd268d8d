import type { MeasuredUsage } from "./measured-usage.ts";
import { durationUnits } from "./metered-unit.ts";
import type { MeteredUse } from "./metered-use.ts";
import type { RecordedDurations } from "./recorded-durations.ts";

/** What the program used when it was recorded. It is moved on purpose, with the reason. */
export type RecordedUsage = {
  /** Why the program uses that much. Never empty. */
  readonly reason: string;
  /** `2026-11-30` */
  readonly recordedOn: string;
  readonly durations: RecordedDurations;
  /** Without durations. */
  readonly usage: MeasuredUsage;
  /** What one of each kind of work cost at list prices when it was recorded. */
  readonly costs: { readonly [work: string]: RecordedCost };
};

/** US dollars as exact decimal texts; the parts by resource and billed unit: `Sorter lambda-requests`. */
export type RecordedCost = {
  readonly usd: string;
  readonly parts: { readonly [part: string]: string };
};

/** The file of a program's recorded usage, relative to it. */
export const recordedUsageFile = "infra/cost/metered-usage.json";

/** What is recorded of measured usage. Durations of functions that were recorded before stay, for they differ from run to run. */
export function recordedUsageOf(
  measured: MeasuredUsage,
  about: {
    readonly reason: string;
    readonly recordedOn: string;
    readonly durations: RecordedDurations;
  },
): Omit<RecordedUsage, "costs"> {
  const { reason, recordedOn } = about;
  return {
    reason,
    recordedOn,
    durations: sorted({ ...durationsOf(measured), ...about.durations }),
    usage: withoutDurations(measured),
  };
}

/** The mean billed duration of each function's invocations, in milliseconds. */
export function durationsOf({ work, idleHour }: MeasuredUsage): RecordedDurations {
  const all = [...Object.values(work).flat(), ...idleHour];
  const sum = (name: string, wanted: MeteredUse["unit"]) =>
    all
      .filter((use) => use.name === name && use.unit === wanted)
      .reduce((total, { amount }) => total + amount, 0);
  const names = new Set(
    all.filter(({ unit }) => unit === "lambda-requests").map(({ name }) => name),
  );
  return Object.fromEntries(
    [...names].map((name) => [
      name,
      Math.round(sum(name, "lambda-billed-ms") / sum(name, "lambda-requests")),
    ]),
  );
}

function withoutDurations({ work, idleHour, metricsWithWork }: MeasuredUsage): MeasuredUsage {
  // The hours that are compared may differ by a byte of a log line: less than nothing is nothing.
  const counts = (uses: readonly MeteredUse[]) =>
    uses.filter(({ unit, amount }) => !durationUnits.includes(unit) && amount > 0);
  return {
    work: Object.fromEntries(Object.entries(work).map(([name, uses]) => [name, counts(uses)])),
    idleHour: counts(idleHour),
    metricsWithWork,
  };
}

function sorted(durations: RecordedDurations): RecordedDurations {
  return Object.fromEntries(Object.entries(durations).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
