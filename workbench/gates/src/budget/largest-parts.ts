import { type Decimal, sumOf } from "@stagecraft/cost/exact-decimal";
import type { PricedUse } from "@stagecraft/cost/model/stage-cost";
import type { BilledUnit } from "@stagecraft/cost/prices/price";
import type { Plan } from "@stagecraft/plan/plan";
import { cheaperAlternative } from "./cheaper-alternative.ts";
import { componentOf } from "./component-of.ts";

/** A resource with one of its units. */
export type CostPart = {
  /** The component in the program, else the resource. */
  readonly resource: string;
  readonly unit: BilledUnit;
  readonly usd: Decimal;
};

/** The parts of a cost, the most expensive first. */
export function largestParts(plan: Plan, uses: readonly PricedUse[]): readonly CostPart[] {
  const component = componentOf(plan);
  const named = uses.map((use) => ({ ...use, resource: component(use) }));
  return [...Map.groupBy(named, ({ resource, unit }) => `${resource} ${unit}`).values()]
    .flatMap((all) => {
      const [first] = all;
      if (!first) return [];
      const { resource, unit } = first;
      return [{ resource, unit, usd: sumOf(all.map(({ usd }) => usd)) }];
    })
    .toSorted((a, b) => b.usd.cmp(a.usd));
}

const shown = 5;

/** `the largest parts are Network nat-gateway-hours 65.70, ...` */
export function largestPartsText(parts: readonly CostPart[]): string {
  const texts = parts
    .slice(0, shown)
    .filter(({ usd }) => usd.gte(0.01))
    .map(({ resource, unit, usd }) => `${resource} ${unit} ${usd.toFixed(2)}`);
  return `the largest parts are ${texts.join(", ")}`;
}

/** What is known to be cheaper than the largest parts. */
export function cheaperText(parts: readonly CostPart[]): string {
  const known = parts.slice(0, shown).flatMap(({ unit }) => cheaperAlternative(unit) ?? []);
  return [...new Set(known)].join(" ");
}
