import type { Caller } from "./caller.ts";

/** How an invocation ended. `payload` is the JSON that the handler returned, parsed. */
export type InvocationOutcome =
  | {
      readonly kind: "success";
      readonly payload: unknown;
      readonly requestId: string;
      /** The published version that has run; absent for `$LATEST`. */
      readonly executedVersion?: string;
    }
  /** The handler threw, the environment died or the timeout came: `payload` is Lambda's error object. */
  | {
      readonly kind: "function-error";
      readonly payload: {
        readonly errorType: string;
        readonly errorMessage: string;
        /** The lines of the stack; absent for errors of the platform. */
        readonly trace?: readonly string[];
      };
      readonly requestId: string;
      readonly executedVersion?: string;
    }
  /** Reserved or account concurrency is used up: Lambda's 429 TooManyRequestsException. */
  | { readonly kind: "throttled"; readonly reason: string }
  /** Lambda stopped a recursive loop: its 400 RecursiveInvocationException. */
  | { readonly kind: "recursive-loop"; readonly reason: string }
  /** Lambda itself failed: its 500 ServiceException. Whether the function ran is not known. */
  | { readonly kind: "unavailable"; readonly reason: string }
  /** IAM or the function's resource policy denied it: Lambda's 403 AccessDeniedException. */
  | { readonly kind: "denied"; readonly reason: string };

/**
 * Called when an invocation begins to wait for this machine, which takes no time on AWS: stops the caller's timeouts. The returned
 * function starts them again from their beginning, when the invocation has got an environment.
 */
export type HoldTimeouts = () => () => void;

/** Invokes a function (name, or ARN with or without qualifier) synchronously, as `caller`. It does not reject when the function fails. */
export type Invoke = (
  functionArn: string,
  event: unknown,
  options: {
    readonly caller: Caller;
    readonly traceHeader?: string;
    /** X-Ray's headers of the messages in an event that has a trace of its own. */
    readonly linkedTraceHeaders?: readonly string[];
    /** The request id of the call, which the invocation gets. */
    readonly requestId?: string;
    readonly holdTimeouts?: HoldTimeouts;
  },
) => Promise<InvocationOutcome>;
