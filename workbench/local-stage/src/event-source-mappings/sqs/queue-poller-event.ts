import type { Permission } from "../../shared/operation.ts";

/** What an event source mapping has to tell the person at the keyboard. */
export type QueuePollerEvent =
  /** The function's role may not do a step. Told once, until it may again. */
  | {
      readonly kind: "step-denied";
      readonly source: string;
      readonly permission: Permission;
      readonly reason: string;
    }
  /** Lambda refused the invocation itself. Told once, until one is accepted. */
  | { readonly kind: "invocation-denied"; readonly source: string; readonly reason: string }
  /** The function failed on these messages: they come back after the visibility timeout. */
  | {
      readonly kind: "batch-failed";
      readonly source: string;
      readonly messageIds: readonly string[];
      readonly reason: string;
    }
  /** Throttled until the visibility timeout: the messages come back, their receive count grown. */
  | {
      readonly kind: "batch-throttled";
      readonly source: string;
      readonly messageIds: readonly string[];
    }
  /** No filter pattern matched: deleted without an invocation. */
  | {
      readonly kind: "filtered-out";
      readonly source: string;
      readonly messageIds: readonly string[];
    };
