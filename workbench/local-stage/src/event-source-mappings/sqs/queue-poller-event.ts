import type { Permission } from "../../common/operation.ts";

/** What an event source mapping of a queue reports. */
export type QueuePollerEvent =
  /** The function's role lacks a permission. Reported once, and again after it had it. */
  | {
      readonly kind: "step-denied";
      readonly source: string;
      readonly permission: Permission;
      readonly reason: string;
    }
  /** IAM denied the invocation. Reported once, and again after one was accepted. */
  | { readonly kind: "invocation-denied"; readonly source: string; readonly reason: string }
  /** The function failed on these messages: they become visible again after the visibility timeout. */
  | {
      readonly kind: "batch-failed";
      readonly source: string;
      readonly messageIds: readonly string[];
      readonly reason: string;
    }
  /** Throttled until the visibility timeout: the messages become visible again, with a higher receive count. */
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
