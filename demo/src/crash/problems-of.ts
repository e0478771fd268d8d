/** How a run of `npm start -- --once` ended. */
export type RunEnd = {
  readonly output: string;
  /** As a shell shows it: 137 when it was killed. */
  readonly exitCode: number;
  /** Processes of its state that are still there. */
  readonly left: readonly number[];
};

/** What is wrong with a run that had to balance with so many orders stored, one line each. */
export function problemsOf(
  { output, exitCode, left }: RunEnd,
  orders: { readonly stored: number; readonly expected: number },
): readonly string[] {
  const verdict = /^It (?:balances|does not balance).*$/m.exec(output)?.[0];
  const lastLine = output.trimEnd().split("\n").at(-1);
  return [
    ...(verdict === "It balances."
      ? []
      : [verdict ?? `it ended before its reconciliation: ${lastLine}`]),
    ...(exitCode === 0 ? [] : [`its exit code is ${exitCode}, not 0`]),
    ...(left.length === 0 ? [] : [`it left processes behind: ${left.join(", ")}`]),
    ...(verdict === undefined || orders.stored === orders.expected
      ? []
      : [`${orders.stored} orders are stored, not ${orders.expected}`]),
  ];
}
