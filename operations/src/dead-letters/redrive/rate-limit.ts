import { setTimeout as delay } from "node:timers/promises";

/** Returns a function that resolves at most `perSecond` times a second. */
export function createRateLimit(perSecond: number): () => Promise<void> {
  let nextMs = performance.now();
  return async () => {
    const turnMs = Math.max(nextMs, performance.now());
    nextMs = turnMs + 1_000 / perSecond;
    const waitMs = turnMs - performance.now();
    if (waitMs > 0) await delay(waitMs);
  };
}
