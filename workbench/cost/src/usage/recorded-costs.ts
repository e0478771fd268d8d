import { Decimal, sumOf } from "../exact-decimal.ts";
import { costOfWork, type PricedUse } from "../model/stage-cost.ts";
import type { StageInput } from "../model/stage-input.ts";
import type { RecordedCost, RecordedUsage } from "./recorded-usage.ts";

/** Digits of US dollars that are recorded: far below what any number of orders would make a cent. */
const recordedDigits = 12;

/** The part of a cost by resource and billed unit: `Sorter lambda-requests`. */
export function partNameOf({ name, unit }: Pick<PricedUse, "name" | "unit">): string {
  return `${name} ${unit}`;
}

/** What one of each kind of work costs at list prices, in the form in which it is recorded. */
export function recordedCosts(
  input: Pick<StageInput, "plan" | "usage" | "durations" | "prices">,
): RecordedUsage["costs"] {
  const costs = Object.keys(input.usage.work).map((work): [string, RecordedCost] => {
    const { usd, uses } = costOfWork(input, work);
    const parts = [...Map.groupBy(uses, partNameOf)]
      .map(([part, all]) => [part, textOf(sumOf(all.map((use) => use.usd)))] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1));
    return [work, { usd: textOf(usd), parts: Object.fromEntries(parts) }];
  });
  return Object.fromEntries(costs);
}

function textOf(usd: Decimal): string {
  return usd.toFixed(recordedDigits, Decimal.roundHalfUp);
}
