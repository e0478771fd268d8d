/** The result of checks. */
export type Outcome = {
  readonly passed: number;
  readonly failed: number;
  /** How many of the passed checks are cached: nothing that they depend on has changed since they passed. */
  readonly known: number;
};

export function sum(outcomes: readonly Outcome[]): Outcome {
  return outcomes.reduce(
    (total, { passed, failed, known }) => ({
      passed: total.passed + passed,
      failed: total.failed + failed,
      known: total.known + known,
    }),
    { passed: 0, failed: 0, known: 0 },
  );
}
