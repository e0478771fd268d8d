import type { ChaosResult } from "./run-chaos.ts";

/** The result of a run as text. */
export function printChaos(seed: number, result: ChaosResult): string {
  const { orders, completed, retried, faults, poisonMessages, blocked, ends, checks, elapsedMs } =
    result;
  const injected = Object.values(faults).reduce((sum, times) => sum + times, 0);
  return [
    `seed ${seed}: ${completed} of ${orders} orders reached a final state, ${retried} were sent more than once, in ${(elapsedMs / 1000).toFixed(0)} s`,
    `  ${injected} faults: ${list(faults)}`,
    `  planted: ${poisonMessages} poison messages, ${blocked} orders blocked by a bug`,
    `  final states: ${list(ends)}`,
    ...checks.map(({ at, problems }) =>
      problems.length === 0
        ? `  ${at}: no problems`
        : `  ${at}: FAILED\n${problems.map((problem) => `    ${problem}`).join("\n")}`,
    ),
  ].join("\n");
}

function list(counts: { readonly [name: string]: number }): string {
  return Object.entries(counts)
    .toSorted(([, a], [, b]) => b - a)
    .map(([name, times]) => `${times} ${name}`)
    .join(", ");
}
