import { type Decimal, decimal, sumOf, toCents, zero } from "./exact-decimal.ts";
import type { BilledUnit, FreeAmount, Price } from "./prices/price.ts";

/** How much of a billed unit is used in a month. */
export type UnitAmount = { readonly unit: BilledUnit; readonly amount: Decimal };

/** One line of a bill: the units at one price. `usd` is exact. */
export type BillLine = {
  readonly unit: BilledUnit;
  readonly amount: Decimal;
  readonly usdPerUnit: Decimal;
  readonly usd: Decimal;
};

/** Which free amounts are subtracted: those that every account has, those of older accounts as well, or none. */
export type FreeTier = "none" | "all-accounts" | "older-accounts";

/**
 * The lines of a month's bill, in the order of the units: one for each tier, and none for what is free. Units that share a free
 * amount use it up in that order.
 */
export function billOf(
  amounts: readonly UnitAmount[],
  prices: { readonly [unit in BilledUnit]: Price },
  freeTier: FreeTier,
): readonly BillLine[] {
  const freeLeft = new Map<string, Decimal>();
  return totals(amounts).flatMap(({ unit, amount }) => {
    const { free } = prices[unit];
    if (!free || !isFree(free, freeTier)) return linesOf(unit, amount, prices[unit]);
    const left = freeLeft.get(free.pool) ?? decimal(free.amount);
    const used = amount.lt(left) ? amount : left;
    freeLeft.set(free.pool, left.minus(used));
    return linesOf(unit, amount.minus(used), prices[unit]);
  });
}

/** The exact sum of the lines. */
export function exactTotal(lines: readonly BillLine[]): Decimal {
  return sumOf(lines.map(({ usd }) => usd));
}

/** The total as AWS writes it: each line is rounded to the cent, then they are added. */
export function billedTotal(lines: readonly BillLine[]): Decimal {
  return sumOf(lines.map(({ usd }) => toCents(usd)));
}

function isFree({ accounts }: FreeAmount, freeTier: FreeTier): boolean {
  return freeTier === "older-accounts" || (freeTier === "all-accounts" && accounts === "all");
}

/** Each unit once, with all of its amounts: tiers are of the month. */
function totals(amounts: readonly UnitAmount[]): readonly UnitAmount[] {
  const byUnit = Map.groupBy(amounts, ({ unit }) => unit);
  return [...byUnit].map(([unit, all]) => ({
    unit,
    amount: sumOf(all.map(({ amount }) => amount)),
  }));
}

function linesOf(unit: BilledUnit, amount: Decimal, price: Price): readonly BillLine[] {
  const lines: BillLine[] = [];
  let begin = zero;
  for (const tier of price.tiers) {
    const end = tier.upTo === undefined || amount.lt(tier.upTo) ? amount : decimal(tier.upTo);
    const inTier = end.minus(begin);
    if (inTier.gt(0)) {
      const usdPerUnit = decimal(tier.usd).div(price.per);
      lines.push({ unit, amount: inTier, usdPerUnit, usd: inTier.times(usdPerUnit) });
    }
    begin = end;
  }
  return lines;
}
