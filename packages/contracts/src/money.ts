import * as z from "zod";

/**
 * The currencies this business trades in, with the digits of their minor unit (ISO 4217).
 * To add one, add a row: schemas, parsing and formatting follow from this table.
 */
export const currencies = {
  GBP: { minorDigits: 2 },
  EUR: { minorDigits: 2 },
  USD: { minorDigits: 2 },
} as const;

export type Currency = keyof typeof currencies;

/** An ISO 4217 code that stands in `currencies`. */
export const Currency = z.enum(Object.keys(currencies) as [Currency, ...Currency[]]);

/** An amount in events: minor units and their currency. */
export const Amount = z.object({ amountMinor: z.int().nonnegative(), currency: Currency });
export type Amount = z.infer<typeof Amount>;

/** An amount as a whole number of minor units: 2.55 pounds are `{ minor: 255, currency: "GBP" }`. */
export type Money = { readonly minor: number; readonly currency: Currency };

/**
 * Reads a decimal string exactly, without floating-point arithmetic.
 * Null when it is not a plain decimal (`"2"`, `"2.5"`, `"2.55"`), has more decimals than the
 * currency, or is too large to be counted exactly in minor units.
 */
export function parseMoney(decimal: string, currency: Currency): Money | null {
  const parts = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal);
  if (!parts) return null;
  const [, sign = "", whole = "", fraction = ""] = parts;
  const { minorDigits } = currencies[currency];
  if (fraction.length > minorDigits) return null;
  const size = Number(whole + fraction.padEnd(minorDigits, "0"));
  if (!Number.isSafeInteger(size)) return null;
  return { minor: sign && size > 0 ? -size : size, currency };
}

/** Writes the amount as a decimal string with all of its currency's decimals: `"2.50"`. */
export function formatMoney({ minor, currency }: Money): string {
  const { minorDigits } = currencies[currency];
  const digits = String(Math.abs(minor)).padStart(minorDigits + 1, "0");
  const whole = digits.slice(0, digits.length - minorDigits);
  const fraction = digits.slice(digits.length - minorDigits);
  return `${minor < 0 ? "-" : ""}${whole}${fraction && `.${fraction}`}`;
}
