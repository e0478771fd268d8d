import { assumptions, valuesAt } from "../assumptions/assumptions.ts";
import { type Decimal, sumOf } from "../exact-decimal.ts";
import type { PricedUse, UsdRange } from "../model/stage-cost.ts";
import {
  costOfWork,
  functionsWithoutDuration,
  idleCostRange,
  stageCost,
  stageCostRange,
  unpricedResources,
} from "../model/stage-cost.ts";
import type { StageInput } from "../model/stage-input.ts";

/** A part of a month's cost. */
export type CostPart = { readonly name: string; readonly usd: Decimal };

/** What a stage costs in a month of one profile. */
export type CostReport = {
  readonly stage: string;
  readonly region: string;
  readonly profile: string;
  readonly month: UsdRange;
  readonly idle: UsdRange;
  /** By the name of the resource's component in the program, the most expensive first. */
  readonly byResource: readonly CostPart[];
  /** By what causes it: that it exists, time, or a kind of work. */
  readonly byCause: readonly CostPart[];
  readonly byUnit: readonly CostPart[];
  /** By the kind of work, for one more. */
  readonly perWork: readonly { readonly name: string; readonly usd: UsdRange }[];
  readonly unpriced: ReturnType<typeof unpricedResources>;
  readonly withoutDuration: readonly string[];
  readonly assumptions: typeof assumptions;
};

export function costReport(
  input: StageInput,
  { stage, profile }: { readonly stage: string; readonly profile: string },
): CostReport {
  const { uses } = stageCost(input);
  const { plan, usage } = input;
  const component = new Map(
    plan.resources.map(({ type, name, parent }) => [`${type} ${name}`, parent ?? name]),
  );
  return {
    stage,
    region: plan.region,
    profile,
    month: stageCostRange(input),
    idle: idleCostRange(input),
    byResource: parts(uses, ({ type, name }) => component.get(`${type} ${name}`) ?? name),
    byCause: parts(uses, ({ cause }) => cause),
    byUnit: parts(uses, ({ unit }) => unit),
    perWork: Object.keys(usage.work).map((name) => ({
      name,
      usd: {
        low: costOfWork(input, name, valuesAt("low")).usd,
        expected: costOfWork(input, name).usd,
        high: costOfWork(input, name, valuesAt("high")).usd,
      },
    })),
    unpriced: unpricedResources(plan),
    withoutDuration: functionsWithoutDuration(input),
    assumptions,
  };
}

function parts(
  uses: readonly PricedUse[],
  nameOf: (use: PricedUse) => string,
): readonly CostPart[] {
  return [...Map.groupBy(uses, nameOf)]
    .map(([name, all]) => ({ name, usd: sumOf(all.map(({ usd }) => usd)) }))
    .filter(({ usd }) => usd.gt(0))
    .toSorted((a, b) => b.usd.cmp(a.usd));
}
