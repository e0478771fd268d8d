/** How far the function came in a batch, as Lambda reads its response. */
export type StreamVerdict =
  | { readonly kind: "all-done" }
  /** Everything before `index` is done; that record and what follows is not. */
  | { readonly kind: "stuck"; readonly index: number }
  | { readonly kind: "all-failed"; readonly reason: string };

/**
 * Reads a partial batch response: the lowest sequence number that is reported counts. Nothing reported means that all is
 * done; what cannot be read, or names no record of the batch, fails the batch.
 */
export function readStreamBatchResponse(
  payload: unknown,
  sequenceNumbers: readonly string[],
): StreamVerdict {
  if (payload === null || payload === undefined || payload === "") return { kind: "all-done" };
  if (typeof payload !== "object" || Array.isArray(payload)) {
    return { kind: "all-failed", reason: "the response is not an object" };
  }
  const failures: unknown = (payload as { batchItemFailures?: unknown }).batchItemFailures;
  if (failures === null || failures === undefined) return { kind: "all-done" };
  if (!Array.isArray(failures)) {
    return { kind: "all-failed", reason: "batchItemFailures is not a list" };
  }
  let lowest = sequenceNumbers.length;
  for (const [place, failure] of failures.entries()) {
    const index = sequenceNumbers.indexOf(failure?.itemIdentifier);
    if (index === -1) {
      return {
        kind: "all-failed",
        reason: `batchItemFailures[${place}].itemIdentifier is no sequence number of the batch`,
      };
    }
    lowest = Math.min(lowest, index);
  }
  return lowest === sequenceNumbers.length
    ? { kind: "all-done" }
    : { kind: "stuck", index: lowest };
}
