import type { HttpApiDefinition } from "@stagecraft/plan/resources/api-gateway/http-api-definition";
import { createTokenBucket, type TokenBucket } from "../common/token-bucket.ts";

/** Takes a request's tokens for a route; false when there are not enough. */
export type Throttle = (routeKey: string) => boolean;

/**
 * Throttles an API by its routes' own limits and by the account's, which it shares with the other APIs. A refused request
 * takes no token.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html
 */
export function createThrottle(
  api: HttpApiDefinition,
  account: TokenBucket,
  nowMs: () => number,
): Throttle {
  const routes = new Map(
    api.routes.map(({ routeKey, throttle }) => [
      routeKey,
      [
        account,
        ...(throttle ? [createTokenBucket(throttle.requestsPerSecond, nowMs, throttle.burst)] : []),
      ],
    ]),
  );
  return (routeKey) => {
    const buckets = routes.get(routeKey) ?? [account];
    if (!buckets.every((bucket) => bucket.has(1))) return false;
    for (const bucket of buckets) bucket.take(1);
    return true;
  };
}
