import Big from "big.js";

/** Decimals without binary rounding. No quotient in the model needs more places than this. */
export const Decimal = Big();
Decimal.DP = 40;
Decimal.RM = Decimal.roundHalfUp;
export type Decimal = Big;

export const zero: Decimal = new Decimal(0);

/** The exact decimal of a text, or of a number as JavaScript prints it: `0.1` is one tenth. */
export function decimal(value: string | number | Decimal): Decimal {
  return new Decimal(value);
}

/** The sum of exact decimals. */
export function sumOf(values: readonly Decimal[]): Decimal {
  return values.reduce((total, value) => total.plus(value), zero);
}

/** To the cent, half up, as AWS rounds each line of a bill. */
export function toCents(usd: Decimal): Decimal {
  return usd.round(2, Decimal.roundHalfUp);
}
