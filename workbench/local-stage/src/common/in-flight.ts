/** Counts work that has begun and not ended. */
export type InFlight = {
  /** Counts `work` until it settles. */
  track<Result>(work: () => Promise<Result>): Promise<Result>;
  count(): number;
  /** Resolves when none is left. */
  drained(): Promise<void>;
};

export function createInFlight(): InFlight {
  let count = 0;
  let onDrained: readonly (() => void)[] = [];

  function leave() {
    count -= 1;
    if (count > 0) return;
    for (const resolve of onDrained) resolve();
    onDrained = [];
  }

  return {
    async track(work) {
      count += 1;
      try {
        return await work();
      } finally {
        leave();
      }
    },
    count: () => count,
    async drained() {
      if (count === 0) return;
      await new Promise<void>((resolve) => {
        onDrained = [...onDrained, resolve];
      });
    },
  };
}
