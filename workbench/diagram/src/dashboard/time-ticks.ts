const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const stepsMs = [
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * secondMs),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * minuteMs),
  ...[1, 2, 3, 6, 12].map((hours) => hours * hourMs),
  ...[1, 2, 7, 14, 28, 56, 112].map((days) => days * dayMs),
];
const day = new Intl.DateTimeFormat("en-US", { month: "short", day: "numeric", timeZone: "UTC" });

/** At most `most` round times of a time range in UTC, with what is written below them: `10:30`, `10:30:15` between minutes, or `Nov 30` at midnight. */
export function timeTicks(
  startMs: number,
  endMs: number,
  most: number,
): readonly { readonly timeMs: number; readonly text: string }[] {
  const isFew = (step: number) => Math.floor(endMs / step) - Math.ceil(startMs / step) < most;
  const step = stepsMs.find(isFew) ?? endMs - startMs + 1;
  const first = Math.ceil(startMs / step);
  const count = Math.max(0, Math.floor(endMs / step) - first + 1);
  return Array.from({ length: count }, (_, index) => {
    const timeMs = (first + index) * step;
    const digits = step < minuteMs ? "10:30:15".length : "10:30".length;
    const time = new Date(timeMs).toISOString().slice(11, 11 + digits);
    return { timeMs, text: timeMs % dayMs === 0 ? day.format(timeMs) : time };
  });
}
