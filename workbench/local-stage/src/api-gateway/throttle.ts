import type { RouteThrottle } from "@stagecraft/plan/resources/api-gateway/http-api-definition";
import { createTokenBucket, type TokenBucket } from "../common/token-bucket.ts";

/** Takes a request's tokens for a route; false when there are not enough. */
export type Throttle = (routeKey: string) => boolean;

/** A route's own limits now. Undefined when only the account's limits apply. */
export type ThrottleOf = (routeKey: string) => RouteThrottle | undefined;

/**
 * Throttles an API by its routes' own limits and by the account's, which it shares with the other APIs. A refused request
 * takes no token. A route whose limits have changed begins with a full bucket.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html
 */
export function createThrottle(
  throttleOf: ThrottleOf,
  account: TokenBucket,
  nowMs: () => number,
): Throttle {
  const known = new Map<string, RouteThrottle & { readonly bucket: TokenBucket }>();

  function bucketOf(routeKey: string, { requestsPerSecond, burst }: RouteThrottle): TokenBucket {
    const before = known.get(routeKey);
    if (before?.requestsPerSecond === requestsPerSecond && before.burst === burst) {
      return before.bucket;
    }
    const bucket = createTokenBucket(requestsPerSecond, nowMs, burst);
    known.set(routeKey, { requestsPerSecond, burst, bucket });
    return bucket;
  }

  return (routeKey) => {
    const limits = throttleOf(routeKey);
    const buckets = limits ? [account, bucketOf(routeKey, limits)] : [account];
    if (!buckets.every((bucket) => bucket.has(1))) return false;
    for (const bucket of buckets) bucket.take(1);
    return true;
  };
}
