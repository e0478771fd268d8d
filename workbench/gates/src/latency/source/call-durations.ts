import type { Client } from "./clients.ts";
import { isObject, type ObjectValue, type Value } from "./evaluate.ts";

/** How long one call of a client takes at most, with its retries. */
export type CallDuration = {
  readonly client: Client;
  readonly longestMs: number;
  /** `4 attempts of 3 s` */
  readonly text: string;
};

/** https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html */
const defaultAttempts = 3;
/** DEFAULT_RETRY_DELAY_BASE and MAXIMUM_RETRY_DELAY of @smithy/core: the delay doubles, and is random below that. */
const firstRetryDelayMs = 100;
const longestRetryDelayMs = 20_000;

/** The longest call of a client. Undefined when the code does not limit it, or does not tell its limits. */
export function longestCall(client: Client): CallDuration | undefined {
  const { kind, settings = {} } = client;
  if (kind === "pool" || kind === "fetch") return undefined;
  if (kind === "sdk") {
    const handler = settings.requestHandler;
    const requestMs = isObject(handler) ? numberIn(handler.requestTimeout) : undefined;
    return requestMs === undefined
      ? undefined
      : withRetries(client, requestMs, numberIn(settings.maxAttempts) ?? defaultAttempts);
  }
  return declaredCall(client, settings);
}

function declaredCall(client: Client, settings: ObjectValue): CallDuration | undefined {
  const statementMs = numberIn(settings.statementTimeoutMs);
  if (statementMs !== undefined) {
    const connectMs = numberIn(settings.connectTimeoutMs) ?? 0;
    return {
      client,
      longestMs: connectMs + statementMs,
      text: `${seconds(connectMs)} to connect and ${seconds(statementMs)} for a statement`,
    };
  }
  const requestMs = numberIn(settings.requestTimeoutMs) ?? numberIn(settings.timeoutMs);
  if (requestMs === undefined) return undefined;
  const attempts = numberIn(settings.maxAttempts) ?? numberIn(settings.attempts) ?? 1;
  return withRetries(client, requestMs, attempts);
}

/** A request's timeout includes its connection: https://github.com/smithy-lang/smithy-typescript/tree/main/packages/node-http-handler */
function withRetries(client: Client, requestMs: number, attempts: number): CallDuration {
  const delaysMs = Array.from({ length: Math.max(attempts - 1, 0) }, (_, retry) =>
    Math.min(firstRetryDelayMs * 2 ** retry, longestRetryDelayMs),
  ).reduce((sum, delay) => sum + delay, 0);
  return {
    client,
    longestMs: attempts * requestMs + delaysMs,
    text:
      attempts === 1
        ? `one attempt of ${seconds(requestMs)}`
        : `${attempts} attempts of ${seconds(requestMs)} with ${seconds(delaysMs)} between them`,
  };
}

function numberIn(value: Value): number | undefined {
  return typeof value === "number" ? value : undefined;
}

export function seconds(ms: number): string {
  return `${ms / 1_000} s`;
}
