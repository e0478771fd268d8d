import type { Decimal } from "../exact-decimal.ts";
import type { UsdRange } from "../model/stage-cost.ts";

/** `12.30`: US dollars to the cent. */
export function usdText(usd: Decimal): string {
  return usd.toFixed(2);
}

/** `12.30 (10.00 to 20.00)`: the expected amount and its range. */
export function usdRangeText({ low, expected, high }: UsdRange, digits = 2): string {
  const text = (usd: Decimal) => usd.toFixed(digits);
  if (text(low) === text(high)) return text(expected);
  return `${text(expected)} (${text(low)} to ${text(high)})`;
}
