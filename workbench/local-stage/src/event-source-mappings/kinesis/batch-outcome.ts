import type { InvocationOutcome } from "../../common/invocation.ts";
import { failureOf } from "../../common/invocation-failure.ts";
import type { LastFailure } from "./failure-record.ts";
import { readStreamBatchResponse } from "./stream-batch-response.ts";

/** What an invocation means for its batch. */
export type BatchOutcome =
  | { readonly kind: "done" }
  /** The records before `index` are processed; `index` is above 0. */
  | { readonly kind: "partly-failed"; readonly index: number; readonly reason: string }
  | { readonly kind: "failed"; readonly failure: LastFailure; readonly reason: string };

/** `sequenceNumbers` are those of the batch if the mapping accepts partial batch responses. */
export function batchOutcome(
  outcome: Extract<InvocationOutcome, { requestId: string }>,
  sequenceNumbers: readonly string[] | undefined,
): BatchOutcome {
  const { requestId, payload } = outcome;
  if (outcome.kind === "function-error") {
    const failure = { requestId, functionError: "Unhandled" } as const;
    return { kind: "failed", failure, reason: failureOf(outcome) };
  }
  if (sequenceNumbers === undefined) return { kind: "done" };
  const response = readStreamBatchResponse(payload, sequenceNumbers);
  if (response.kind === "all-done") return { kind: "done" };
  const failure = { requestId, functionError: null };
  if (response.kind === "all-failed") return { kind: "failed", failure, reason: response.reason };
  const reason = "the function listed it in batchItemFailures";
  return response.index > 0
    ? { kind: "partly-failed", index: response.index, reason }
    : { kind: "failed", failure, reason };
}
