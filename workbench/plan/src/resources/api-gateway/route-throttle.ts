import type { Json, Resource } from "../../plan.ts";
import { quotas } from "../../quotas.ts";
import { isObject } from "../../resources.ts";
import type { HttpRouteDefinition } from "./http-api-definition.ts";

/**
 * What an API's stage lets through of a route. The route's own settings win over the stage's, each for itself; of what neither
 * says, there is as much as the account has.
 */
export function routeThrottle(
  stage: Resource | undefined,
  routeKey: string,
): Pick<HttpRouteDefinition, "throttle"> {
  const own = objects(stage?.inputs.routeSettings).find((each) => each.routeKey === routeKey);
  const settings = { ...given(stage?.inputs.defaultRouteSettings), ...given(own) };
  const { throttlingRateLimit, throttlingBurstLimit } = settings;
  if (throttlingRateLimit === undefined && throttlingBurstLimit === undefined) return {};
  const { accountRequestsPerSecond, accountBurst } = quotas.httpApi;
  return {
    throttle: {
      requestsPerSecond: Number(throttlingRateLimit ?? accountRequestsPerSecond.value),
      burst: Number(throttlingBurstLimit ?? accountBurst.value),
    },
  };
}

function objects(value: Json | undefined) {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function given(settings: Json | undefined): { readonly [name: string]: Json } {
  if (!isObject(settings)) return {};
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null));
}
