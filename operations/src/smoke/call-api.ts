import { setTimeout as sleep } from "node:timers/promises";
import { VisibleError } from "@stagecraft/cli/visible-error";
import { SmokeFailure } from "./smoke-failure.ts";

export type ApiRequest = {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly token?: string;
  /** The `Idempotency-Key`. */
  readonly key?: string;
  readonly body?: unknown;
};

export type ApiResponse = {
  readonly status: number;
  readonly headers: Headers;
  /** Undefined when it is not JSON. */
  readonly body: unknown;
};

/** Sends a request. Retries it for a minute while the status is retryable. */
export type CallApi = (request: ApiRequest) => Promise<ApiResponse>;

/** The API could not be reached. */
class UnreachableError extends VisibleError {}

/** Throttling, and the responses while functions start and a database resumes. */
const retryableStatuses = new Set([429, 503, 504]);

const retryForMs = 60_000;
const pauseMs = 1_000;

/** Longer than API Gateway's timeout. */
const responseTimeoutMs = 35_000;

/**
 * Creates a client of the API at `url`. Every request may be retried: it only reads, or has an idempotency key.
 * @throws UnreachableError when the first request gets no response, SmokeFailure when a later one gets none
 */
export function createCallApi(
  { url }: { readonly url: string },
  { signal, say }: { readonly signal: AbortSignal; say(line: string): void },
): CallApi {
  let hasResponded = false;

  async function send({ method, path, token, key, body }: ApiRequest): Promise<ApiResponse> {
    try {
      const response = await fetch(url + path, {
        method,
        // The token must not be sent to the target of a redirect.
        redirect: "manual",
        signal: AbortSignal.any([signal, AbortSignal.timeout(responseTimeoutMs)]),
        headers: {
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(key === undefined ? {} : { "idempotency-key": key }),
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      hasResponded = true;
      return { status: response.status, headers: response.headers, body: readJson(text) };
    } catch (error) {
      signal.throwIfAborted();
      const reason = reasonOf(error);
      if (hasResponded) throw new SmokeFailure(`${method} ${path} got no response (${reason}).`);
      throw new UnreachableError(
        `No response from ${url} (${reason}). Check that the stage is running and that this is its URL.`,
        { cause: error },
      );
    }
  }

  return async (request) => {
    const endMs = performance.now() + retryForMs;
    for (;;) {
      const response = await send(request);
      if (!retryableStatuses.has(response.status) || performance.now() > endMs) return response;
      say(`      ${request.method} ${request.path} returned ${response.status}; retrying`);
      await sleep(pauseMs, undefined, { signal });
    }
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The reason of a failed `fetch` is in its cause, not in its message. */
function reasonOf(error: unknown): string {
  const { name, message, cause } = error as Error & { cause?: NodeJS.ErrnoException };
  if (name === "TimeoutError") return `timeout after ${responseTimeoutMs / 1_000} s`;
  return cause?.code ?? cause?.message ?? message;
}
