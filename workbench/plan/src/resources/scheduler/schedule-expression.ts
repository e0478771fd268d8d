import { Cron } from "croner";

const rate = /^rate\((\d+) (minutes?|hours?|days?)\)$/;
const cron = /^cron\((.+)\)$/;
const once = /^at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)$/;

const unitMs: Readonly<Record<string, number>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};

/** Why an expression is invalid. Undefined when it is valid. */
export function scheduleProblem(expression: string): string | undefined {
  const [, count, unit] = rate.exec(expression) ?? [];
  if (count && unit) {
    if (Number(count) < 1) return "a rate is at least 1";
    if ((Number(count) === 1) === unit.endsWith("s"))
      return `"${count} ${unit}" mixes one and many`;
    return undefined;
  }
  const [, fields] = cron.exec(expression) ?? [];
  if (fields) return cronProblem(fields);
  const [, time] = once.exec(expression) ?? [];
  if (time) return Number.isNaN(Date.parse(`${time}Z`)) ? `${time} is not a date` : undefined;
  return "it is neither rate(1 minute), cron(0 9 ? * MON-FRI *) nor at(2026-11-20T13:00:00)";
}

/**
 * When a schedule is next due, in ms since the epoch: strictly after `afterMs`. A rate is counted from `sinceMs`, other expressions are
 * in `timezone` (an IANA name). Undefined when it is never due again.
 */
export function nextDueMs(
  expression: string,
  afterMs: number,
  sinceMs: number,
  timezone = "UTC",
): number | undefined {
  const [, count, unit] = rate.exec(expression) ?? [];
  if (count && unit) {
    const periodMs = Number(count) * (unitMs[unit.replace(/s$/, "")] ?? Number.NaN);
    return sinceMs + (Math.floor((afterMs - sinceMs) / periodMs) + 1) * periodMs;
  }
  const [, fields] = cron.exec(expression) ?? [];
  if (fields) return cronOf(fields, timezone).nextRun(new Date(afterMs))?.getTime();
  const [, time] = once.exec(expression) ?? [];
  if (!time) return undefined;
  return new Cron(time, { timezone }).nextRun(new Date(afterMs))?.getTime();
}

/** AWS's expressions have no seconds, and Sunday is 1, as in Quartz. */
function cronOf(fields: string, timezone?: string): Cron {
  return new Cron(`0 ${fields}`, {
    mode: "7-part",
    alternativeWeekdays: true,
    sloppyRanges: true,
    ...(timezone ? { timezone } : {}),
  });
}

function cronProblem(fields: string): string | undefined {
  if (fields.trim().split(/\s+/).length !== 6) {
    return "a cron has six fields: minutes, hours, day of month, month, day of week, year";
  }
  const [, , dayOfMonth, , dayOfWeek] = fields.trim().split(/\s+/);
  if ((dayOfMonth === "?") === (dayOfWeek === "?")) {
    return "exactly one of day of month and day of week is a question mark";
  }
  try {
    cronOf(fields);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
