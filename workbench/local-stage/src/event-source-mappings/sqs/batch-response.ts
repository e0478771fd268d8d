/** Which messages of a batch are processed, by the function's response. */
export type BatchResponse =
  | { readonly kind: "all-done" }
  | { readonly kind: "all-failed"; readonly reason: string }
  | { readonly kind: "some-failed"; readonly failedMessageIds: ReadonlySet<string> };

/**
 * Reads a partial batch response. Without a failure, all messages are processed; a response that cannot be read, or a
 * failure that names no message of the batch, fails the batch.
 */
export function readBatchResponse(payload: unknown, messageIds: readonly string[]): BatchResponse {
  if (payload === null || payload === undefined) return { kind: "all-done" };
  if (typeof payload !== "object" || Array.isArray(payload)) {
    return { kind: "all-failed", reason: "the response is not an object" };
  }
  const failures: unknown = (payload as { batchItemFailures?: unknown }).batchItemFailures;
  if (failures === null || failures === undefined) return { kind: "all-done" };
  if (!Array.isArray(failures)) {
    return { kind: "all-failed", reason: "batchItemFailures is not a list" };
  }
  const inBatch = new Set(messageIds);
  const failedMessageIds = new Set<string>();
  for (const [index, failure] of failures.entries()) {
    const messageId: unknown = failure?.itemIdentifier;
    if (typeof messageId !== "string" || messageId === "") {
      return {
        kind: "all-failed",
        reason: `batchItemFailures[${index}] has no itemIdentifier`,
      };
    }
    if (!inBatch.has(messageId)) {
      return {
        kind: "all-failed",
        reason: `batchItemFailures[${index}].itemIdentifier ${messageId} is not in the batch`,
      };
    }
    failedMessageIds.add(messageId);
  }
  return failedMessageIds.size === 0
    ? { kind: "all-done" }
    : { kind: "some-failed", failedMessageIds };
}
