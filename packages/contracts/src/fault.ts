/**
 * An unexpected error: thrown, never returned. The handler of the trigger turns it into a response that its caller understands.
 * `code` is a search term (`database.40001`). Neither the code nor the message contains a value of a request.
 */
export class Fault extends Error {
  readonly code: string;
  /** Whether the same call may succeed later. */
  readonly retry: boolean;

  constructor(code: string, options: { retry: boolean; cause?: unknown; detail?: string }) {
    super(options.detail ? `${code}: ${options.detail}` : code, { cause: options.cause });
    this.name = "Fault";
    this.code = code;
    this.retry = options.retry;
  }
}
