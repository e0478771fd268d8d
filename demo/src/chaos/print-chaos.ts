import type { ChaosResult } from "./run-chaos.ts";

/** What a run came to, for a person. */
export function printChaos(seed: number, result: ChaosResult): string {
  const { orders, survived, repeated, faults, strangers, heldUp, ends, broken, elapsedMs } = result;
  const injected = Object.values(faults).reduce((sum, times) => sum + times, 0);
  return [
    `seed ${seed}: ${survived} of ${orders} orders survived, ${repeated} of them sent more than once, in ${(elapsedMs / 1000).toFixed(0)} s`,
    `  ${injected} faults: ${list(faults)}`,
    `  poison: ${strangers} messages of strangers, ${heldUp} orders held up by a bug`,
    `  ended: ${list(ends)}`,
    ...broken.map(({ at, problems }) =>
      problems.length === 0
        ? `  ${at}: every invariant holds`
        : `  ${at}: BROKEN\n${problems.map((problem) => `    ${problem}`).join("\n")}`,
    ),
  ].join("\n");
}

function list(counts: { readonly [name: string]: number }): string {
  return Object.entries(counts)
    .toSorted(([, a], [, b]) => b - a)
    .map(([name, times]) => `${times} ${name}`)
    .join(", ");
}
