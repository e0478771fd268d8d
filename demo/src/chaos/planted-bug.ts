import { createHash } from "node:crypto";

/**
 * Whether the planted bug strikes an order: a share of them (0 to 1), by what its customer sent, so that with the same seed it is
 * the same ones. This file goes into the buggy consumer's bundle and stands alone.
 */
export function isHit(
  order: {
    readonly customerId: string;
    readonly orderedOn: string;
    readonly country: string;
    readonly lineCount: number;
  },
  bug: { readonly seed: number; readonly share: number },
): boolean {
  const { customerId, orderedOn, country, lineCount } = order;
  const digest = createHash("sha256")
    .update(`${bug.seed} ${customerId} ${orderedOn} ${country} ${lineCount}`)
    .digest();
  return digest.readUInt32BE() / 2 ** 32 < bug.share;
}
