import type { Caller } from "./caller.ts";

/** How an invocation ended. `payload` is the JSON that the handler returned, parsed. */
export type InvocationOutcome =
  | { readonly kind: "success"; readonly payload: unknown; readonly requestId: string }
  /** The handler threw, the environment died or the timeout came: `payload` is Lambda's error object. */
  | {
      readonly kind: "function-error";
      readonly payload: {
        readonly errorType: string;
        readonly errorMessage: string;
        /** The stack, by line; of what the platform ended there is none. */
        readonly trace?: readonly string[];
      };
      readonly requestId: string;
    }
  /** Reserved or account concurrency is used up: Lambda's 429 TooManyRequestsException. */
  | { readonly kind: "throttled"; readonly reason: string }
  /** Lambda itself failed: its 500 ServiceException. Whether the function ran is not known. */
  | { readonly kind: "unavailable"; readonly reason: string }
  /** IAM or the function's resource policy said no: Lambda's 403 AccessDeniedException. */
  | { readonly kind: "denied"; readonly reason: string };

/** Invokes a function (name or ARN) synchronously, as `caller`. Never rejects for what a function does. */
export type Invoke = (
  functionArn: string,
  event: unknown,
  options: {
    readonly caller: Caller;
    readonly traceHeader?: string;
    /** Of the call that invokes: the invocation is known by it. */
    readonly requestId?: string;
  },
) => Promise<InvocationOutcome>;
