import { UsageError } from "./usage-error.ts";

/**
 * An option's value as a number.
 * @throws UsageError naming the option when it is not a whole number, or is outside the bounds
 */
export function wholeNumber(option: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= min && value <= max) return value;
  throw new UsageError(`${option} takes a whole number from ${min} to ${max}, not "${text}"`);
}
