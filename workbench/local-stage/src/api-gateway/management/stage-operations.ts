import type { Fields } from "../../endpoint/read-fields.ts";
import type { RestAnswer, RestRequest } from "../../endpoint/rest-json-service.ts";
import { stageAnswer } from "./api-answers.ts";
import { findApi, findStage } from "./find-managed.ts";
import type { LiveRouteSettings } from "./live-route-settings.ts";
import type { ManagementContext } from "./management-context.ts";
import { resourceNotFound } from "./management-error.ts";
import { pageOf } from "./page-of.ts";
import { mergeRouteSettings, readStageUpdate } from "./read-stage-update.ts";

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages.html */
export function getStages({ apis }: ManagementContext, { path, query }: RestRequest): RestAnswer {
  const managed = findApi(apis, path);
  const stages = managed.stage ? [stageAnswer(managed, managed.stage)] : [];
  return { status: 200, json: pageOf(stages, query) };
}

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename.html */
export function getStage({ apis }: ManagementContext, { path }: RestRequest): RestAnswer {
  const { managed, stage } = findStage(apis, path);
  return { status: 200, json: stageAnswer(managed, stage) };
}

/**
 * `UpdateStage` of route settings. It changes the routes that it names and leaves the others: who wants to remove the settings of
 * a route calls DeleteRouteSettings, as Terraform's provider does before it updates a stage.
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/apigatewayv2/stage.go
 * @see https://github.com/go-to-k/cdkd/issues/609
 */
export function updateStage(
  { apis, nowMs }: ManagementContext,
  { path, body }: RestRequest,
): RestAnswer {
  const { managed, stage } = findStage(apis, path);
  const { routeSettings, stageChangedAtMs } = managed;
  const { defaults, routes } = readStageUpdate(body);
  const changes = Object.entries(routes).map(([routeKey, given]) =>
    routeChange(routeSettings, routeKey, given),
  );
  if (defaults) {
    const present = routeSettings.defaults.get();
    routeSettings.defaults.set(mergeRouteSettings(present, defaults, "defaultRouteSettings"));
  }
  for (const apply of changes) apply();
  stageChangedAtMs.set(nowMs());
  return { status: 200, json: stageAnswer(managed, stage) };
}

/** Reads the settings of one route, which the returned function applies once the whole request is valid. */
function routeChange(settings: LiveRouteSettings, routeKey: string, given: Fields): () => void {
  const setting = settings.ofRoute(routeKey);
  if (!setting) {
    throw resourceNotFound(
      `Unable to find Route by key ${routeKey} within the provided RouteSettings`,
    );
  }
  const where = `routeSettings of ${routeKey}`;
  const merged = mergeRouteSettings(setting.get() ?? {}, given, where);
  return () => setting.set(merged);
}

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename-routesettings-routekey.html */
export function deleteRouteSettings(
  { apis, nowMs }: ManagementContext,
  { path }: RestRequest,
): RestAnswer {
  const { managed } = findStage(apis, path);
  const { RouteKey: routeKey = "" } = path;
  const setting = managed.routeSettings.ofRoute(routeKey);
  if (!setting || setting.get() === null) {
    throw resourceNotFound(`Unable to find RouteSettings by key ${routeKey}`);
  }
  setting.set(null);
  managed.stageChangedAtMs.set(nowMs());
  return { status: 204 };
}
