import type { BilledUnit } from "./price.ts";
import { priceListOf } from "./price-list.ts";

/** What one unit costs in US dollars, in the first tier and without free amounts, as a number for estimates: not for a bill. */
export function firstTierUsd(unit: BilledUnit, region = "us-east-1"): number {
  const { tiers, per } = priceListOf(region).prices[unit];
  return Number(tiers[0]?.usd) / Number(per);
}
