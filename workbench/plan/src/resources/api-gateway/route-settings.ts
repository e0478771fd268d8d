import type { Json, Resource } from "../../plan.ts";
import { isObject } from "../../resources.ts";

/**
 * Route settings with API Gateway's names. A limit that is absent is not configured.
 * @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename.html
 */
export type RouteSettings = {
  readonly detailedMetricsEnabled?: boolean;
  /** Requests. */
  readonly throttlingBurstLimit?: number;
  /** Requests a second. */
  readonly throttlingRateLimit?: number;
};

/** The route settings of a stage. */
export type StageRouteSettings = {
  readonly defaults: RouteSettings;
  /** Of the routes that have settings of their own, by route key. */
  readonly routes: Readonly<Record<string, RouteSettings>>;
};

export function routeSettingsOf(stage: Resource | undefined): StageRouteSettings {
  const { defaultRouteSettings, routeSettings } = stage?.inputs ?? {};
  const own = Array.isArray(routeSettings) ? routeSettings.filter(isObject) : [];
  return {
    defaults: settingsOf(defaultRouteSettings),
    routes: Object.fromEntries(own.map((each) => [String(each.routeKey), settingsOf(each)])),
  };
}

function settingsOf(settings: Json | undefined): RouteSettings {
  if (!isObject(settings)) return {};
  const { detailedMetricsEnabled, throttlingBurstLimit, throttlingRateLimit } = settings;
  return {
    ...(typeof detailedMetricsEnabled === "boolean" ? { detailedMetricsEnabled } : {}),
    ...(typeof throttlingBurstLimit === "number" ? { throttlingBurstLimit } : {}),
    ...(typeof throttlingRateLimit === "number" ? { throttlingRateLimit } : {}),
  };
}
