/** The rate limit of an API: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html */
export type ThrottleSettings = {
  readonly requestsPerSecond: number;
  /** How many requests may exceed it for a moment. */
  readonly burst: number;
};

/** Takes a request; false when there are too many. */
export type Throttle = () => boolean;

/**
 * A token bucket, as of an HTTP API's stage. It is of one process: with N tasks behind a load balancer, customers get up to N times the
 * rate, so that infra/ divides the stage's rate by the most tasks.
 */
export function requestThrottle(
  { requestsPerSecond, burst }: ThrottleSettings,
  now: () => Date,
): Throttle {
  let left = burst;
  let filledAtMs = now().getTime();
  return () => {
    const timeMs = now().getTime();
    left = Math.min(burst, left + ((timeMs - filledAtMs) * requestsPerSecond) / 1_000);
    filledAtMs = timeMs;
    if (left < 1) return false;
    left -= 1;
    return true;
  };
}
