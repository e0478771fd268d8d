/** How many records of a batch are processed, by the function's response. */
export type StreamBatchResponse =
  | { readonly kind: "all-done" }
  /** The records before `index` are processed; that one and the later ones are not. */
  | { readonly kind: "partly-failed"; readonly index: number }
  | { readonly kind: "all-failed"; readonly reason: string };

/**
 * Reads a partial batch response: the lowest reported sequence number counts. Without one, all records are processed; a
 * response that cannot be read, or that names no record of the batch, fails the batch.
 */
export function readStreamBatchResponse(
  payload: unknown,
  sequenceNumbers: readonly string[],
): StreamBatchResponse {
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
    : { kind: "partly-failed", index: lowest };
}
