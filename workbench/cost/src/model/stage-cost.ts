import { type AssumedValues, valuesAt } from "../assumptions/assumptions.ts";
import { type BillLine, billedTotal, billOf, exactTotal } from "../bill.ts";
import { type Decimal, sumOf, zero } from "../exact-decimal.ts";
import type { BilledUnit } from "../prices/price.ts";
import { isBilled, ruleOf } from "../resources/resource-rules.ts";
import type { ResourceUse } from "./resource-use.ts";
import { resourceUses } from "./resource-uses.ts";
import type { StageInput } from "./stage-input.ts";

/** A use with its share of what its unit costs: a bill has tiers and free amounts for the whole account. */
export type PricedUse = ResourceUse & { readonly usd: Decimal };

/** A month of a stage, in US dollars. */
export type StageCost = {
  /** As AWS would write it: each line rounded to the cent. */
  readonly billedUsd: Decimal;
  readonly lines: readonly BillLine[];
  readonly uses: readonly PricedUse[];
};

/** An amount with the range that the assumptions give. */
export type UsdRange = {
  readonly low: Decimal;
  readonly expected: Decimal;
  readonly high: Decimal;
};

/** What a stage costs in a month, with the expected values of the assumptions or others. */
export function stageCost(
  input: StageInput,
  assumed: AssumedValues = valuesAt("expected"),
): StageCost {
  const uses = resourceUses(input, assumed);
  const lines = billOf(uses, input.prices, input.freeTier);
  const perUnit = blendedPrices(uses, lines);
  return {
    billedUsd: billedTotal(lines),
    lines,
    uses: uses.map((use) => ({ ...use, usd: use.amount.times(perUnit.get(use.unit) ?? zero) })),
  };
}

/** What a stage costs in a month, as a range. */
export function stageCostRange(input: StageInput): UsdRange {
  return {
    low: stageCost(input, valuesAt("low")).billedUsd,
    expected: stageCost(input, valuesAt("expected")).billedUsd,
    high: stageCost(input, valuesAt("high")).billedUsd,
  };
}

/** What a stage costs in a month in which nothing happens but what happens by time. */
export function idleCostRange(input: StageInput): UsdRange {
  return stageCostRange({
    ...input,
    profile: { what: "no work", monthly: {}, hoursWithWork: 0 },
  });
}

/** What one more of a kind of work costs at list prices, without free amounts and higher tiers; exact. */
export function costOfWork(
  { plan, usage, durations, prices }: Pick<StageInput, "plan" | "usage" | "durations" | "prices">,
  work: string,
  assumed: AssumedValues = valuesAt("expected"),
): { readonly usd: Decimal; readonly uses: readonly PricedUse[] } {
  const { uses } = stageCost(
    {
      plan,
      usage: { work: { [work]: usage.work[work] ?? [] }, idleHour: [], metricsWithWork: 0 },
      durations,
      profile: { what: work, monthly: { [work]: 1 }, hoursWithWork: 0 },
      prices,
      freeTier: "none",
    },
    assumed,
  );
  const ofWork = uses.filter(({ cause }) => cause === work);
  return { usd: sumOf(ofWork.map(({ usd }) => usd)), uses: ofWork };
}

/** The types of resources without a price rule, with the names of their resources. What is unknown is not free. */
export function unpricedResources(
  plan: StageInput["plan"],
): readonly { readonly type: string; readonly names: readonly string[] }[] {
  const unpriced = plan.resources.filter((resource) => isBilled(resource) && !ruleOf(resource));
  const byType = Map.groupBy(unpriced, ({ type }) => type);
  return [...byType].map(([type, all]) => ({
    type,
    names: all.map(({ parent, name }) => parent ?? name),
  }));
}

/** Functions that were invoked and have no recorded duration. */
export function functionsWithoutDuration({
  usage,
  durations,
}: Pick<StageInput, "usage" | "durations">): readonly string[] {
  const all = [...Object.values(usage.work).flat(), ...usage.idleHour];
  const invoked = all.filter(({ unit }) => unit === "lambda-requests").map(({ name }) => name);
  return [...new Set(invoked)].filter((name) => durations[name] === undefined).toSorted();
}

function blendedPrices(
  uses: readonly ResourceUse[],
  lines: readonly BillLine[],
): ReadonlyMap<BilledUnit, Decimal> {
  const amounts = Map.groupBy(uses, ({ unit }) => unit);
  const costs = Map.groupBy(lines, ({ unit }) => unit);
  return new Map(
    [...amounts].map(([unit, all]) => {
      const total = sumOf(all.map(({ amount }) => amount));
      const usd = exactTotal(costs.get(unit) ?? []);
      return [unit, total.eq(0) ? zero : usd.div(total)];
    }),
  );
}
