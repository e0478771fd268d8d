/** A bucket of tokens that refills over time, as AWS throttles API calls. It may be asked for parts of a token. */
export type TokenBucket = {
  readonly perSecond: number;
  /** Lets a second pass: the bucket refills, to its size at most. */
  tick(): void;
  /** Takes as many tokens as are wanted and there, and returns their number. */
  take(wanted: number): number;
};

/**
 * A full bucket. What arrives evenly within a second can use what the bucket gets in that second, so that a bucket smaller than its
 * refill does not lower the rate.
 */
export function createTokenBucket({
  size,
  perSecond,
}: {
  readonly size: number;
  readonly perSecond: number;
}): TokenBucket {
  let tokens = Math.max(size, perSecond);
  return {
    perSecond,
    tick() {
      tokens = Math.min(Math.max(size, perSecond), tokens + perSecond);
    },
    take(wanted) {
      const taken = Math.min(wanted, tokens);
      tokens -= taken;
      return taken;
    },
  };
}
