import { VisibleError } from "@stagecraft/cli/visible-error";
import type { HttpResponse } from "@stagecraft/operations/access/http-client";

/** All attempts of a request failed with a retryable result. */
class RetriesExhaustedError extends VisibleError {
  constructor(what: string, attempts: number, last: string, cause?: unknown) {
    super(
      `${what} failed after ${attempts} attempts; the last result was ${last}. ` +
        "Check that the API is running and its function is not throttled, then run the replay again. It sends the same keys.",
      { cause },
    );
  }
}

const defaultRetriedStatuses = new Set([429, 503]);
const retriedCodes = new Set(["ECONNRESET", "ECONNREFUSED", "EPIPE", "ETIMEDOUT"]);

/**
 * Sends a request, and retries it after 429, 503 or a broken connection with exponential backoff and jitter. The request must have
 * an idempotency key. Other responses are returned, other errors are thrown.
 * @throws RetriesExhaustedError after `attempts`.
 */
export async function sendWithRetries(options: {
  /** Name of the request for the error, such as `order 536365`. */
  readonly what: string;
  readonly send: () => Promise<HttpResponse>;
  readonly sleep: (ms: number) => Promise<unknown>;
  /** Returns a number from 0 to 1 for the jitter. */
  readonly random: () => number;
  readonly retriedStatuses?: ReadonlySet<number>;
  readonly attempts?: number;
  readonly firstWaitMs?: number;
  readonly maxWaitMs?: number;
}): Promise<{ readonly response: HttpResponse; readonly retries: number }> {
  const { what, send, sleep, random, attempts = 10 } = options;
  const { firstWaitMs = 100, maxWaitMs = 5_000 } = options;
  const { retriedStatuses = defaultRetriedStatuses } = options;
  for (let attempt = 1; ; attempt += 1) {
    let last: string;
    let cause: unknown;
    try {
      const response = await send();
      if (!retriedStatuses.has(response.status)) return { response, retries: attempt - 1 };
      last = `HTTP ${response.status} ${response.body}`;
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : "";
      if (!retriedCodes.has(code)) throw error;
      last = code;
      cause = error;
    }
    if (attempt === attempts) throw new RetriesExhaustedError(what, attempts, last, cause);
    const waitMs = Math.min(maxWaitMs, firstWaitMs * 2 ** (attempt - 1));
    await sleep(waitMs * (0.5 + random() / 2));
  }
}
