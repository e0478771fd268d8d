import { createHash } from "node:crypto";

/**
 * Whether the planted bug affects an order. It affects a share (0 to 1) of the orders, chosen by their content: the same seed
 * gives the same orders. This file is copied into the bundle of the consumer, so it imports nothing of the repository.
 */
export function isAffected(
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
