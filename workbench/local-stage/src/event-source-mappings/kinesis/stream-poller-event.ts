import type { Permission } from "../../common/operation.ts";
import type { DiscardCondition } from "./failure-record.ts";

/** What an event source mapping of a stream reports. */
export type StreamPollerEvent = { readonly source: string } & (
  | /** The function's role lacks a permission. Reported once, and again after it had it. */
  { readonly kind: "step-denied"; readonly permission: Permission; readonly reason: string }
  /** IAM denied the invocation, and the shard waits. Reported once, and again after one was accepted. */
  | { readonly kind: "invocation-denied"; readonly reason: string }
  /** The function is throttled, and the shard waits. Reported once for each batch. */
  | { readonly kind: "batch-throttled"; readonly shardId: string; readonly reason: string }
  /** The function failed on these records: they are retried, in two halves if the mapping says so. */
  | {
      readonly kind: "batch-failed";
      readonly shardId: string;
      readonly sequenceNumbers: readonly string[];
      readonly reason: string;
    }
  /** The batch is discarded. `sent`: a failure record was sent. The records stay in the stream. */
  | {
      readonly kind: "batch-discarded";
      readonly shardId: string;
      readonly condition: DiscardCondition;
      readonly sequenceNumbers: readonly string[];
      readonly sent: boolean;
    }
  /** The failure destination did not accept a failure record. */
  | {
      readonly kind: "destination-failed";
      readonly destinationArn: string;
      readonly reason: string;
    }
  /** No filter pattern matched: skipped without an invocation. */
  | { readonly kind: "filtered-out"; readonly shardId: string; readonly records: number }
);
