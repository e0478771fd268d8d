/** A budget that refills evenly: `perSecond` each second, up to one second's worth. */
export type Bucket = {
  /** Whether `amount` may be taken now. What is more than a second's worth may when the bucket is full. */
  has(amount: number): boolean;
  /** Takes it, into debt if need be. */
  take(amount: number): void;
};

export function createBucket(perSecond: number, nowMs: () => number): Bucket {
  let level = perSecond;
  let filledAtMs = nowMs();
  function refill() {
    const timeMs = nowMs();
    level = Math.min(perSecond, level + ((timeMs - filledAtMs) * perSecond) / 1_000);
    filledAtMs = timeMs;
  }
  return {
    has(amount) {
      refill();
      return level >= Math.min(amount, perSecond);
    },
    take(amount) {
      refill();
      level -= amount;
    },
  };
}
