/** An event that waits in a function's queue for its asynchronous invocation. */
export type NewAsyncEvent = {
  /** The same for every try, as Lambda's is. */
  readonly requestId: string;
  readonly functionArn: string;
  /** The event as JSON text. */
  readonly payload: string;
  readonly traceHeader: string | null;
  readonly enqueuedAtMs: number;
  /** The time of the next attempt. */
  readonly dueAtMs: number;
};

export type AsyncEvent = NewAsyncEvent & {
  /** Order of arrival over all functions; never used twice. */
  readonly seq: number;
  /** How often the function failed on it. */
  readonly failures: number;
  /** How often in a row Lambda could not run the function. */
  readonly refusals: number;
  /** JSON of the function's last error object. */
  readonly lastError: string | null;
};
