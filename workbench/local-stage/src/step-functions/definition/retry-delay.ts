/** A retrier of a state, with the language's defaults. */
export type Retrier = {
  readonly errorEquals: readonly string[];
  readonly intervalSeconds: number;
  readonly maxAttempts: number;
  readonly backoffRate: number;
  readonly maxDelaySeconds: number;
  readonly jitter: boolean;
};

/**
 * How long to wait before the next attempt, after `retries` earlier ones. Full jitter is any time up to the delay; `random`
 * is from 0 to below 1.
 * @see
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html#error-handling-retrying-after-an-error
 */
export function retryDelayMs(retrier: Retrier, retries: number, random: number): number {
  const { intervalSeconds, backoffRate, maxDelaySeconds, jitter } = retrier;
  const delayMs = Math.min(intervalSeconds * backoffRate ** retries, maxDelaySeconds) * 1_000;
  return Math.round(jitter ? delayMs * random : delayMs);
}
