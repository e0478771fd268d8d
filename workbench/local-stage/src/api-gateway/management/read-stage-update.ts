import type { RouteSettings } from "@stagecraft/plan/resources/api-gateway/route-settings";
import { notImplemented } from "../../common/not-implemented.ts";
import { type Fields, readFields, readInteger } from "../../endpoint/read-fields.ts";
import { wrongType } from "../../endpoint/wrong-type.ts";
import { badRequest } from "./management-error.ts";

/** The route settings that UpdateStage names, before they are merged with those of the stage. */
export type StageUpdate = {
  readonly defaults?: Fields;
  readonly routes: Readonly<Record<string, Fields>>;
};

/** @throws AwsError NotImplemented for a member other than the route settings */
export function readStageUpdate(body: unknown): StageUpdate {
  const { defaultRouteSettings, routeSettings, ...others } = readFields(body);
  refuseGiven(others, "API Gateway.UpdateStage with");
  const routes = Object.entries(readFields(routeSettings ?? {}, "routeSettings"));
  const defaults = defaultRouteSettings ?? undefined;
  return {
    ...(defaults === undefined ? {} : { defaults: readFields(defaults, "defaultRouteSettings") }),
    routes: Object.fromEntries(
      routes.map(([routeKey, given]) => [routeKey, readFields(given, routeKey)]),
    ),
  };
}

/**
 * Route settings after an update. A limit that the update leaves out stays as it is.
 * @param where `defaultRouteSettings`, for messages
 * @throws AwsError BadRequestException, and NotImplemented for a change of anything else than the limits
 */
export function mergeRouteSettings(
  present: RouteSettings,
  given: Fields,
  where: string,
): RouteSettings {
  const { throttlingBurstLimit, throttlingRateLimit, detailedMetricsEnabled, ...others } = given;
  refuseGiven(others, `API Gateway.UpdateStage with ${where}`);
  const metrics = present.detailedMetricsEnabled ?? false;
  if ((detailedMetricsEnabled ?? metrics) !== metrics) {
    throw notImplemented(`API Gateway.UpdateStage with ${where} detailedMetricsEnabled`);
  }
  const burst = readInteger({ throttlingBurstLimit }, "throttlingBurstLimit");
  const rate = readNumber(throttlingRateLimit, "throttlingRateLimit");
  if (Math.min(burst ?? 0, rate ?? 0) < 0) {
    throw badRequest("Throttling limits must be greater than or equal to 0.");
  }
  return {
    ...present,
    ...(burst === undefined ? {} : { throttlingBurstLimit: burst }),
    ...(rate === undefined ? {} : { throttlingRateLimit: rate }),
  };
}

function refuseGiven(others: Fields, what: string) {
  for (const [name, value] of Object.entries(others)) {
    if (value !== undefined && value !== null) throw notImplemented(`${what} ${name}`);
  }
}

function readNumber(value: unknown, name: string): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "number") throw wrongType(name, "a number");
  return value;
}
