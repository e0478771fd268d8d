import type { AwsService } from "../../endpoint/aws-service.ts";
import {
  type RestAnswer,
  type RestOperation,
  type RestRequest,
  restJsonService,
} from "../../endpoint/rest-json-service.ts";
import { apiAnswer, routeAnswer } from "./api-answers.ts";
import { findApi } from "./find-managed.ts";
import type { ManagementContext } from "./management-context.ts";
import { pageOf } from "./page-of.ts";
import { deleteRouteSettings, getStage, getStages, updateStage } from "./stage-operations.ts";

type Run = (context: ManagementContext, request: RestRequest) => RestAnswer;

/**
 * API Gateway's management API for HTTP APIs, as far as it is implemented: what reads APIs, routes and stages, and what changes the
 * throttling limits of a stage and of its routes.
 * @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/operations.html
 */
export function managementService(context: ManagementContext): AwsService {
  const on = (route: string, run: Run) => operation(route, run, context);
  const stage = "/v2/apis/{ApiId}/stages/{StageName}";
  return restJsonService(
    "API Gateway",
    "apigateway",
    {
      GetApis: on("GET /v2/apis", ({ apis }, { query }) => ({
        status: 200,
        json: pageOf(apis.map(apiAnswer), query),
      })),
      GetApi: on("GET /v2/apis/{ApiId}", ({ apis }, { path }) => ({
        status: 200,
        json: apiAnswer(findApi(apis, path)),
      })),
      GetRoutes: on("GET /v2/apis/{ApiId}/routes", ({ apis }, { path, query }) => ({
        status: 200,
        json: pageOf(findApi(apis, path).routes.map(routeAnswer), query),
      })),
      GetStages: on("GET /v2/apis/{ApiId}/stages", getStages),
      GetStage: on(`GET ${stage}`, getStage),
      UpdateStage: on(`PATCH ${stage}`, updateStage),
      DeleteRouteSettings: on(`DELETE ${stage}/routesettings/{RouteKey}`, deleteRouteSettings),
    },
    "message",
  );
}

/**
 * IAM's action is the method, and its resource is the path.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagementv2.html
 */
function operation(route: string, run: Run, context: ManagementContext): RestOperation {
  const [method, template = ""] = route.split(" ");
  return {
    route,
    permissions({ path }) {
      const named = template
        .replace("/v2/", "/")
        .replaceAll(/\{(\w+)\}/g, (_, name) => path[name] ?? "");
      const resource = `arn:aws:apigateway:${context.region}::${named}`;
      return [{ action: `apigateway:${method}`, resource }];
    },
    run: (request) => run(context, request),
  };
}
