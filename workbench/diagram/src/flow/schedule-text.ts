/** How often a schedule runs, in words where they are short: `rate(1 minute)` is `every minute`. */
export function scheduleText(expression: string): string {
  const [, count, unit] = /^rate\((\d+) (\w+)\)$/.exec(expression) ?? [];
  if (count === undefined || unit === undefined) return expression;
  return count === "1" ? `every ${unit}` : `every ${count} ${unit}`;
}
