/** A budget that refills evenly. */
export type TokenBucket = {
  /**
   * Whether `amount` may be taken now. What is more than the bucket holds may when it is full, unless it
   * holds nothing.
   */
  has(amount: number): boolean;
  /** Takes it, into debt if need be. */
  take(amount: number): void;
};

/** A full bucket that gains `perSecond` each second, and holds one second's worth unless `burst` says otherwise. */
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
