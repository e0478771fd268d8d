import { quotas } from "@stagecraft/plan/quotas";
/** How many batches of one event source may be processed at once. */
export type PollerScaling = {
  limit(): number;
  /** The limit is reached and more messages wait: the limit grows with time, until `relax` or `reset`. */
  saturate(nowMs: number): void;
  /** The limit is not reached, or no message waits: the limit stops growing. */
  relax(): void;
  /** Nothing runs and nothing waits: the limit is the initial one again. */
  reset(): void;
  /** The function was throttled. */
  throttled(): void;
  /** The function failed on a whole batch. */
  failed(): void;
};

const initialLimit = quotas.lambda.queuePollersAtFirst.value;
const maximumLimit = quotas.lambda.queuePollers.value;

/** How much Lambda raises the limit each minute while messages wait. */
const growthPerMinute = quotas.lambda.queuePollersMorePerMinute.value;

/** The time after which a reached limit grows by one. */
export const growthIntervalMs = 60_000 / growthPerMinute;

/**
 * Lambda's scaling: five batches at once, 300 more a minute while messages wait, at most 1,250. AWS says that it backs
 * off when the function is throttled or fails, but not by how much: here by half, and by one.
 */
export function createPollerScaling(maximumConcurrency: number = maximumLimit): PollerScaling {
  const start = Math.min(initialLimit, maximumConcurrency);
  let limit = start;
  let saturatedSinceMs: number | undefined;
  const shrinkTo = (value: number) => {
    limit = Math.max(1, Math.floor(value));
    saturatedSinceMs = undefined;
  };
  return {
    limit: () => Math.floor(limit),
    saturate(nowMs) {
      const grownMs = nowMs - (saturatedSinceMs ?? nowMs);
      limit = Math.min(maximumConcurrency, limit + (grownMs * growthPerMinute) / 60_000);
      saturatedSinceMs = nowMs;
    },
    relax() {
      saturatedSinceMs = undefined;
    },
    reset: () => shrinkTo(start),
    throttled: () => shrinkTo(limit / 2),
    failed: () => shrinkTo(limit - 1),
  };
}
