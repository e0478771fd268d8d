/** What checks came to. */
export type Outcome = {
  readonly passed: number;
  readonly failed: number;
  /** Of those that passed, how many were known from a run before: nothing that they depend on has changed since. */
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
