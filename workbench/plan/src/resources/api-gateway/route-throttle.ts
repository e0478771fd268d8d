import { quotas } from "../../quotas.ts";
import type { RouteThrottle } from "./http-api-definition.ts";
import type { RouteSettings } from "./route-settings.ts";

/**
 * The throttling of a route. Its own settings have priority over the stage's default, each separately. A missing value is the
 * account's. Undefined when only the account's limits apply.
 */
export function routeThrottle(
  defaults: RouteSettings,
  own: RouteSettings = {},
): RouteThrottle | undefined {
  const { throttlingRateLimit, throttlingBurstLimit } = { ...defaults, ...own };
  if (throttlingRateLimit === undefined && throttlingBurstLimit === undefined) return undefined;
  const { accountRequestsPerSecond, accountBurst } = quotas.httpApi;
  return {
    requestsPerSecond: throttlingRateLimit ?? accountRequestsPerSecond.value,
    burst: throttlingBurstLimit ?? accountBurst.value,
  };
}
