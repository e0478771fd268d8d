import { createHash } from "node:crypto";

/** The seed of a run without `--seed`. It is fixed, so that the run can be repeated. */
export const defaultSeed = 1;

/** A pseudo-random number from 0 (inclusive) to 1 (exclusive). The same seed and name give the same number. */
export function chance(seed: number, name: string): number {
  const hash = createHash("sha256").update(`${seed} ${name}`).digest();
  return hash.readUInt32BE() / 2 ** 32;
}

/** Chooses a share (0 to 1) of all names. The same seed and name give the same result. */
export function isChosen(seed: number, name: string, share: number): boolean {
  return chance(seed, name) < share;
}
