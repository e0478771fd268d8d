import type { Json, Resource } from "../../plan.ts";
import { quotas } from "../../quotas.ts";
import { isObject } from "../../resources.ts";
import type { HttpRouteDefinition } from "./http-api-definition.ts";

/**
 * The throttling of a route in the settings of its stage. The route's own settings have priority over the stage's default, each
 * separately. A missing value is the account's.
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
