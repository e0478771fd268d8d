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
  /** Undefined when it is no JSON. */
  readonly body: unknown;
};

/** Sends a request; again, for a while, when the stage says that it cannot answer now. */
export type CallApi = (request: ApiRequest) => Promise<ApiResponse>;

/** Nobody can be asked at the address. */
class UnreachableError extends VisibleError {}

/** Throttled, and what API Gateway and the API say while functions start and a database wakes. */
const passing = new Set([429, 503, 504]);

const patienceMs = 60_000;
const pauseMs = 1_000;

/** Longer than API Gateway waits for a function. */
const answerWithinMs = 35_000;

/**
 * Calls the API at that address. Every request may be repeated: it reads, or has a key.
 * @throws UnreachableError when the first request does not get there, SmokeFailure when a later one gets no answer
 */
export function createCallApi(
  { url }: { readonly url: string },
  { signal, say }: { readonly signal: AbortSignal; say(line: string): void },
): CallApi {
  let hasAnswered = false;

  async function send({ method, path, token, key, body }: ApiRequest): Promise<ApiResponse> {
    try {
      const response = await fetch(url + path, {
        method,
        // Whoever redirects must not be given the token.
        redirect: "manual",
        signal: AbortSignal.any([signal, AbortSignal.timeout(answerWithinMs)]),
        headers: {
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(key === undefined ? {} : { "idempotency-key": key }),
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      hasAnswered = true;
      return { status: response.status, headers: response.headers, body: readJson(text) };
    } catch (error) {
      signal.throwIfAborted();
      const reason = reasonOf(error);
      if (hasAnswered) throw new SmokeFailure(`${method} ${path} got no answer (${reason}).`);
      throw new UnreachableError(
        `Nobody answers at ${url} (${reason}). See that the stage is there and that this is its address.`,
        { cause: error },
      );
    }
  }

  return async (request) => {
    const untilMs = performance.now() + patienceMs;
    for (;;) {
      const answer = await send(request);
      if (!passing.has(answer.status) || performance.now() > untilMs) return answer;
      say(
        `      ${request.method} ${request.path} was answered ${answer.status}; again in a moment`,
      );
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

/** `fetch` hides why behind its own message. */
function reasonOf(error: unknown): string {
  const { name, message, cause } = error as Error & { cause?: NodeJS.ErrnoException };
  if (name === "TimeoutError") return `nothing came within ${answerWithinMs / 1_000} s`;
  return cause?.code ?? cause?.message ?? message;
}
