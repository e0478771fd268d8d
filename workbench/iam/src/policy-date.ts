const w3cDate =
  /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?)?)?$/;
const epochSeconds = /^-?\d{5,}(\.\d+)?$/;

/**
 * Parses a date in a policy: a W3C form of ISO 8601 (`2026`, `2026-11-23`, `2026-11-23T18:00:00Z`) or seconds since the epoch. Gives
 * milliseconds since the epoch, or undefined.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date
 */
export function parsePolicyDate(text: string): number | undefined {
  if (epochSeconds.test(text)) return Number(text) * 1000;
  if (!w3cDate.test(text) || !isDay(text.slice(0, "2026-11-23".length))) return undefined;
  const timeMs = Date.parse(text);
  return Number.isNaN(timeMs) ? undefined : timeMs;
}

/** Date.parse takes February 30 as March 2. */
function isDay(text: string): boolean {
  const timeMs = Date.parse(text);
  return !Number.isNaN(timeMs) && new Date(timeMs).toISOString().startsWith(text);
}
