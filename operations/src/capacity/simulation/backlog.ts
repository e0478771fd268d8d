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

/** So many empty cohorts may stand at the front before they are removed. */
const mostEmpty = 1_000;

export function createBacklog(): Backlog {
  const cohorts: { readonly since: number; amount: number }[] = [];
  let first = 0;
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
      const taken = Math.min(wanted, total);
      let left = taken;
      for (let cohort = cohorts[first]; cohort; cohort = cohorts[first]) {
        const part = Math.min(left, cohort.amount);
        cohort.amount -= part;
        left -= part;
        if (cohort.amount > negligible) break;
        first += 1;
      }
      total = first === cohorts.length ? 0 : total - taken;
      if (first > mostEmpty) {
        cohorts.splice(0, first);
        first = 0;
      }
      return taken;
    },
    ageSeconds(second) {
      const oldest = cohorts[first];
      return oldest ? second - oldest.since : 0;
    },
  };
}
