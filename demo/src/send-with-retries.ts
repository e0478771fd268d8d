import { VisibleError } from "@stagecraft/cli/visible-error";
import type { HttpResponse } from "./http-client.ts";

/** Nothing but "try again" came back, for longer than a customer's client would try. */
class GaveUpError extends VisibleError {
  constructor(what: string, attempts: number, last: string, cause?: unknown) {
    super(
      `Gave up on ${what} after ${attempts} attempts; the last ended with ${last}. ` +
        "See that the API is up and its function is not throttled, then run the replay again: it sends the same keys.",
      { cause },
    );
  }
}

const passingStatuses = new Set([429, 503]);
const retriedCodes = new Set(["ECONNRESET", "ECONNREFUSED", "EPIPE", "ETIMEDOUT"]);

/**
 * Sends, and sends again after 429, 503 or a broken connection, waiting twice as long each time. The request
 * must carry an idempotency key. Any other answer is returned, any other error thrown.
 * @throws GaveUpError after `attempts`.
 */
export async function sendWithRetries(options: {
  /** For the error: `order 536365`. */
  readonly what: string;
  readonly send: () => Promise<HttpResponse>;
  readonly sleep: (ms: number) => Promise<unknown>;
  /** From 0 up to 1, to spread the waits. */
  readonly random: () => number;
  readonly retriedStatuses?: ReadonlySet<number>;
  readonly attempts?: number;
  readonly firstWaitMs?: number;
  readonly longestWaitMs?: number;
}): Promise<{ readonly answer: HttpResponse; readonly retries: number }> {
  const { what, send, sleep, random, attempts = 10 } = options;
  const { firstWaitMs = 100, longestWaitMs = 5_000 } = options;
  const { retriedStatuses = passingStatuses } = options;
  for (let attempt = 1; ; attempt += 1) {
    let last: string;
    let cause: unknown;
    try {
      const answer = await send();
      if (!retriedStatuses.has(answer.status)) return { answer, retries: attempt - 1 };
      last = `HTTP ${answer.status} ${answer.body}`;
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : "";
      if (!retriedCodes.has(code)) throw error;
      last = code;
      cause = error;
    }
    if (attempt === attempts) throw new GaveUpError(what, attempts, last, cause);
    const waitMs = Math.min(longestWaitMs, firstWaitMs * 2 ** (attempt - 1));
    await sleep(waitMs * (0.5 + random() / 2));
  }
}
