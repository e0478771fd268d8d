import type { HttpApiDefinition } from "@stagecraft/plan/resources/api-gateway/http-api-definition";
import type {
  RouteSettings,
  StageRouteSettings,
} from "@stagecraft/plan/resources/api-gateway/route-settings";
import { routeThrottle } from "@stagecraft/plan/resources/api-gateway/route-throttle";
import type { Setting, Settings } from "../../stage/settings.ts";
import type { ThrottleOf } from "../throttle.ts";

/** The route settings of a running API's stage, which calls may change. */
export type LiveRouteSettings = {
  readonly defaults: Setting<RouteSettings>;
  /** The route's own settings: null for a route that has none, undefined for a route that does not exist. */
  ofRoute(routeKey: string): Setting<RouteSettings | null> | undefined;
  current(): StageRouteSettings;
  readonly throttleOf: ThrottleOf;
};

/** Opens the route settings of an API's stage. A change outlives a restart: see `Settings`. */
export function openRouteSettings(
  { apiId, stageName, routes }: HttpApiDefinition,
  planned: StageRouteSettings,
  settings: Settings,
): LiveRouteSettings {
  const key = `API ${apiId} stage ${stageName}`;
  const defaults = settings(`${key} default route settings`, planned.defaults);
  const own = new Map(
    routes.map(({ routeKey }) => [
      routeKey,
      settings<RouteSettings | null>(
        `${key} route settings ${routeKey}`,
        planned.routes[routeKey] ?? null,
      ),
    ]),
  );
  return {
    defaults,
    ofRoute: (routeKey) => own.get(routeKey),
    current() {
      const given = [...own].flatMap(([routeKey, setting]) => {
        const value = setting.get();
        return value === null ? [] : [[routeKey, value] as const];
      });
      return { defaults: defaults.get(), routes: Object.fromEntries(given) };
    },
    throttleOf: (routeKey) => routeThrottle(defaults.get(), own.get(routeKey)?.get() ?? undefined),
  };
}
