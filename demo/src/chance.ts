import { createHash } from "node:crypto";

/** What a run without `--seed` takes, so that it can be repeated all the same. */
export const defaultSeed = 1;

/** Whether something is among a share of all, the same for the same seed. */
export function isChosen(seed: number, what: string, share: number): boolean {
  const hash = createHash("sha256").update(`${seed} ${what}`).digest();
  return hash.readUInt32BE() / 2 ** 32 < share;
}
