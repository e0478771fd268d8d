import { setTimeout as delay } from "node:timers/promises";

/** Gives turns to whoever asks, so many a second. */
export function createPace(perSecond: number): () => Promise<void> {
  let nextMs = performance.now();
  return async () => {
    const turnMs = Math.max(nextMs, performance.now());
    nextMs = turnMs + 1_000 / perSecond;
    const waitMs = turnMs - performance.now();
    if (waitMs > 0) await delay(waitMs);
  };
}
