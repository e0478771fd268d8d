import { createHash } from "node:crypto";

/** What a run without `--seed` takes, so that it can be repeated all the same. */
export const defaultSeed = 1;

/** From 0 up to 1, the same for the same. */
export function chance(seed: number, what: string): number {
  const hash = createHash("sha256").update(`${seed} ${what}`).digest();
  return hash.readUInt32BE() / 2 ** 32;
}

/** Whether something is among a share of all, the same for the same seed. */
export function isChosen(seed: number, what: string, share: number): boolean {
  return chance(seed, what) < share;
}
