import type { Caller } from "../common/caller.ts";

/** The outcome of an asynchronous call: Lambda's 202, or a denial. */
export type Enqueued =
  | { readonly kind: "queued"; readonly requestId: string }
  | { readonly kind: "denied"; readonly reason: string };

/**
 * Puts an event into a function's queue (name or ARN) for `caller`. It is in the state when this returns.
 * @throws AwsError ResourceNotFoundException for a function that does not exist, RequestTooLargeException above 1 MB.
 */
export type Enqueue = (
  functionArn: string,
  event: unknown,
  options: {
    readonly caller: Caller;
    readonly traceHeader?: string;
    /** The request id of the call, which the event gets. */
    readonly requestId?: string;
  },
) => Enqueued;
