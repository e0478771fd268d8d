/** A budget that refills evenly. */
export type TokenBucket = {
  /** Whether `amount` may be taken now. More than the bucket's size may be taken when it is full, unless its size is 0. */
  has(amount: number): boolean;
  /** Takes it; the level may become negative. */
  take(amount: number): void;
};

/** A full bucket that gains `perSecond` each second up to `burst`. */
export function createTokenBucket(
  perSecond: number,
  nowMs: () => number,
  burst = perSecond,
): TokenBucket {
  let level = burst;
  let filledAtMs = nowMs();
  function refill() {
    const timeMs = nowMs();
    level = Math.min(burst, level + ((timeMs - filledAtMs) * perSecond) / 1_000);
    filledAtMs = timeMs;
  }
  return {
    has(amount) {
      refill();
      return level >= Math.min(amount, burst) && burst > 0;
    },
    take(amount) {
      refill();
      level -= amount;
    },
  };
}
