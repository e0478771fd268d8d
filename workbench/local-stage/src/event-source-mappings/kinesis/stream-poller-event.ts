import type { Permission } from "../../shared/operation.ts";
import type { DiscardCondition } from "./failure-record.ts";

/** What an event source mapping of a stream has to tell the person at the keyboard. */
export type StreamPollerEvent = { readonly source: string } & (
  | /** The function's role may not do a step. Told once, until it may again. */
  { readonly kind: "step-denied"; readonly permission: Permission; readonly reason: string }
  /** Lambda refused the invocation itself, and the shard stands still. Told once, until one is accepted. */
  | { readonly kind: "invocation-denied"; readonly reason: string }
  /** The function is throttled, and the shard stands still until it is not. Told once for each batch. */
  | { readonly kind: "batch-throttled"; readonly shardId: string; readonly reason: string }
  /** The function failed on these records: they are tried again, split first if the mapping says so. */
  | {
      readonly kind: "batch-failed";
      readonly shardId: string;
      readonly sequenceNumbers: readonly string[];
      readonly reason: string;
    }
  /** Given up. `told` is whether a failure destination has the batch's place; the records stay in the stream. */
  | {
      readonly kind: "batch-discarded";
      readonly shardId: string;
      readonly condition: DiscardCondition;
      readonly sequenceNumbers: readonly string[];
      readonly told: boolean;
    }
  /** The failure destination did not take a record of a discarded batch. */
  | {
      readonly kind: "destination-failed";
      readonly destinationArn: string;
      readonly reason: string;
    }
  /** No filter pattern matched: passed over without an invocation. */
  | { readonly kind: "filtered-out"; readonly shardId: string; readonly records: number }
);
