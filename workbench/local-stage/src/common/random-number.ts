import { hash } from "node:crypto";

/** The `n`-th random number (0 <= x < 1) of a name; the same seed and name always give the same one. */
export function randomNumber(seed: number, name: string, n: number): number {
  const digest = hash("sha256", `${seed}|${name}|${n}`, "buffer");
  return digest.readUInt32BE() / 2 ** 32;
}
