import { secondsText } from "@stagecraft/cli/seconds-text";

/**
 * Calls `measure` once for each round, with the variants in an order that turns by one each round, so that none always comes after the
 * same other. Before each round it logs how far the measurement is, and how long the rest takes if it is as fast.
 */
export async function inRounds<Variant>(
  variants: readonly Variant[],
  {
    name,
    rounds,
    log,
  }: {
    readonly name: string;
    readonly rounds: number;
    readonly log: (line: string) => void;
  },
  measure: (round: number, turned: readonly Variant[]) => Promise<void>,
): Promise<void> {
  const startMs = performance.now();
  for (let round = 0; round < rounds; round += 1) {
    const leftMs = ((performance.now() - startMs) / round) * (rounds - round);
    const left = round > 0 ? `, ${secondsText(leftMs)} left` : "";
    log(`${name}: round ${round + 1} of ${rounds}${left}`);
    const turn = round % variants.length;
    await measure(round, [...variants.slice(turn), ...variants.slice(0, turn)]);
  }
}
