import type { MetricStore } from "./metric-store.ts";
import { periodStartMs } from "./period-start.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** The shortest period that is stored. */
export const shortestPeriodMs = minuteMs;

/**
 * How long data points of each period are kept; older ones are combined to the next longer period.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html#metrics-retention
 */
const retentions = [
  { periodMs: minuteMs, keptMs: 15 * dayMs },
  { periodMs: 5 * minuteMs, keptMs: 63 * dayMs },
  { periodMs: hourMs, keptMs: 455 * dayMs },
] as const;

/** The shortest period whose data points are kept for so long; the longest period if none is. */
export function keptPeriodMs(ageMs: number): number {
  const [, , longest] = retentions;
  return (retentions.find(({ keptMs }) => ageMs <= keptMs) ?? longest).periodMs;
}

/** Combines and removes what is too old. To be called in a transaction. */
export function applyRetention(store: MetricStore, nowMs: number): void {
  for (const [index, { periodMs, keptMs }] of retentions.entries()) {
    const longer = retentions[index + 1];
    // Only whole periods of the longer kind, which would otherwise be half in one and half in the other.
    const beforeMs = periodStartMs(nowMs - keptMs, longer?.periodMs ?? periodMs);
    if (longer) store.rollUp(periodMs, beforeMs, longer.periodMs);
    else store.remove(periodMs, beforeMs);
  }
}
