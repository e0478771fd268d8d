import type { Caller } from "../shared/caller.ts";

/** What became of an asynchronous call: Lambda's 202, or IAM's no. */
export type Enqueued =
  | { readonly kind: "queued"; readonly requestId: string }
  | { readonly kind: "denied"; readonly reason: string };

/**
 * Puts an event into a function's queue (name or ARN) for `caller`. It is in the state when this returns.
 * @throws AwsError ResourceNotFoundException for a function that is not there, RequestTooLargeException past 1 MB.
 */
export type Enqueue = (
  functionArn: string,
  event: unknown,
  options: {
    readonly caller: Caller;
    readonly traceHeader?: string;
    /** Of the call that brings the event: the event is known by it. */
    readonly requestId?: string;
  },
) => Enqueued;
