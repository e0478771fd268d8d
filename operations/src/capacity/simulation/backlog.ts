/** What waits, in the order in which it came. Amounts may be parts of one. */
export type Backlog = {
  readonly amount: number;
  add(amount: number, second: number): void;
  /** Removes the oldest, so many at most, and returns how many. */
  take(amount: number): number;
  /** How long the oldest has waited, in seconds; 0 when nothing waits. */
  ageSeconds(second: number): number;
};

/** Less than this is a rounding error, and nothing waits. */
const negligible = 1e-6;

export function createBacklog(): Backlog {
  let cohorts: { readonly since: number; amount: number }[] = [];
  let total = 0;
  return {
    get amount() {
      return total;
    },
    add(amount, second) {
      if (amount <= 0) return;
      cohorts.push({ since: second, amount });
      total += amount;
    },
    take(wanted) {
      let left = Math.min(wanted, total);
      const taken = left;
      let gone = 0;
      for (const cohort of cohorts) {
        const part = Math.min(left, cohort.amount);
        cohort.amount -= part;
        left -= part;
        if (cohort.amount > negligible) break;
        gone += 1;
      }
      cohorts = cohorts.slice(gone);
      total = cohorts.length === 0 ? 0 : total - taken;
      return taken;
    },
    ageSeconds(second) {
      const [oldest] = cohorts;
      return oldest ? second - oldest.since : 0;
    },
  };
}
