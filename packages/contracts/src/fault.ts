/**
 * Something that should not happen did: thrown, never returned. The adapter of the trigger turns
 * it into what its caller understands. `code` is what people search for (`database.40001`);
 * neither it nor the message ever holds a value of a request.
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
