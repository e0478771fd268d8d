/** How a run of `npm start -- --once` ended. */
export type RunEnd = {
  readonly output: string;
  /** As in a shell: 137 after SIGKILL. */
  readonly exitCode: number;
  /** Processes of its state folder that are still running. */
  readonly left: readonly number[];
};

/** The problems of a run that has to balance with the expected number of orders, one line each. */
export function problemsOf(
  { output, exitCode, left }: RunEnd,
  orders: { readonly stored: number; readonly expected: number },
): readonly string[] {
  const balance = /^It (?:balances|does not balance).*$/m.exec(output)?.[0];
  const lastLine = output.trimEnd().split("\n").at(-1);
  return [
    ...(balance === "It balances."
      ? []
      : [balance ?? `it ended before the reconciliation: ${lastLine}`]),
    ...(exitCode === 0 ? [] : [`its exit code is ${exitCode}, not 0`]),
    ...(left.length === 0 ? [] : [`it left processes behind: ${left.join(", ")}`]),
    ...(balance === undefined || orders.stored === orders.expected
      ? []
      : [`${orders.stored} orders are stored, not ${orders.expected}`]),
  ];
}
