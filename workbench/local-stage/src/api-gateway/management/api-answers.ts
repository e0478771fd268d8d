import type { Resource } from "@stagecraft/plan/plan";
import { isObject } from "@stagecraft/plan/resources";
import type { RouteSettings } from "@stagecraft/plan/resources/api-gateway/route-settings";
import type { ManagedApi } from "./managed-api.ts";

// biome-ignore lint/suspicious/noTemplateCurlyInString: it is an expression of API Gateway
const methodAndPath = "${request.method} ${request.path}";

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid.html */
export function apiAnswer({ apiId, api, createdAtMs }: ManagedApi): object {
  const { inputs, outputs } = api;
  const { corsConfiguration: cors } = inputs;
  return {
    apiId,
    apiEndpoint: outputs.apiEndpoint,
    name: inputs.name,
    description: inputs.description,
    protocolType: "HTTP",
    apiKeySelectionExpression: inputs.apiKeySelectionExpression ?? "$request.header.x-api-key",
    routeSelectionExpression: inputs.routeSelectionExpression ?? methodAndPath,
    corsConfiguration: isObject(cors) && Object.keys(cors).length > 0 ? cors : undefined,
    disableExecuteApiEndpoint: inputs.disableExecuteApiEndpoint ?? false,
    createdDate: isoTime(createdAtMs()),
    tags: inputs.tags ?? {},
  };
}

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes-routeid.html */
export function routeAnswer({ inputs, outputs }: Resource): object {
  return {
    routeId: outputs.id,
    routeKey: inputs.routeKey,
    target: inputs.target,
    authorizationType: inputs.authorizationType ?? "NONE",
    authorizerId: inputs.authorizerId,
    authorizationScopes: inputs.authorizationScopes,
    apiKeyRequired: false,
  };
}

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename.html */
export function stageAnswer(managed: ManagedApi, { inputs }: Resource): object {
  const { stageName, routeSettings, createdAtMs, stageChangedAtMs } = managed;
  const { defaults, routes } = routeSettings.current();
  const withMetrics: RouteSettings = { detailedMetricsEnabled: false, ...defaults };
  return {
    stageName,
    description: inputs.description,
    autoDeploy: inputs.autoDeploy ?? false,
    accessLogSettings: inputs.accessLogSettings,
    defaultRouteSettings: withMetrics,
    routeSettings: routes,
    stageVariables: inputs.stageVariables ?? {},
    createdDate: isoTime(createdAtMs()),
    lastUpdatedDate: isoTime(stageChangedAtMs.get() ?? createdAtMs()),
    tags: inputs.tags ?? {},
  };
}

const isoTime = (timeMs: number) => new Date(timeMs).toISOString();
