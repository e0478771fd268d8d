import type { Plan, Resource } from "../../plan.ts";
import { quotas } from "../../quotas.ts";
import {
  isObject,
  numberOf,
  objectOf,
  ownName,
  resourcesOf,
  textOf,
  texts,
  textsOf,
} from "../../resources.ts";
import { splitFunctionArn } from "../lambda/function-arn.ts";
import type { HttpApiDefinition, HttpRouteDefinition } from "./http-api-definition.ts";
import { routeSettingsOf } from "./route-settings.ts";
import { routeThrottle } from "./route-throttle.ts";

/** Every API Gateway HTTP API of the Plan (without WebSocket APIs), with its routes sorted by key. */
export function httpApisOf(plan: Plan): readonly HttpApiDefinition[] {
  return resourcesOf(plan, "aws:apigatewayv2/api:Api")
    .filter(isHttp)
    .map((api) => {
      const apiId = textOf(api, "id");
      const stage = resourcesOf(plan, "aws:apigatewayv2/stage:Stage").find(belongsTo(apiId));
      return {
        logicalName: ownName(api),
        apiId,
        name: textOf(api, "name"),
        endpoint: textOf(api, "apiEndpoint"),
        executionArn: textOf(api, "executionArn"),
        stageName: stage ? textOf(stage, "name") : "$default",
        ...corsOf(api),
        routes: resourcesOf(plan, "aws:apigatewayv2/route:Route")
          .filter(belongsTo(apiId))
          .map((route) => throttled(routeOf(plan, route), stage))
          .toSorted((a, b) => (a.routeKey < b.routeKey ? -1 : 1)),
      };
    });
}

function routeOf(plan: Plan, route: Resource): HttpRouteDefinition {
  const integrationId = textOf(route, "target").replace("integrations/", "");
  const integration = byId(plan, "aws:apigatewayv2/integration:Integration", integrationId);
  const authorizer = authorizerOf(plan, route);
  const unserved = reasonNotToServe(integration, authorizer);
  return {
    logicalName: ownName(route),
    routeKey: textOf(route, "routeKey"),
    ...splitFunctionArn(String(integration.inputs.integrationUri ?? "")),
    timeoutMs: numberOf(integration, "timeoutMilliseconds", quotas.httpApi.integrationMs.value),
    ...(unserved === undefined ? {} : { unserved }),
    ...(route.inputs.authorizationType === "AWS_IAM" ? { requiresIam: true } : {}),
    ...(authorizer && unserved === undefined ? { authorizer: jwtOf(authorizer, route) } : {}),
  };
}

function throttled(route: HttpRouteDefinition, stage: Resource | undefined): HttpRouteDefinition {
  const { defaults, routes } = routeSettingsOf(stage);
  const throttle = routeThrottle(defaults, routes[route.routeKey]);
  return throttle ? { ...route, throttle } : route;
}

function reasonNotToServe(integration: Resource, authorizer?: Resource) {
  const uri = String(integration.inputs.integrationUri ?? integration.inputs.integrationSubtype);
  if (!uri.startsWith("arn:aws:lambda:")) return `it leads to ${uri}, which is not a function`;
  if (authorizer && authorizer.inputs.authorizerType !== "JWT") {
    return `its authorizer ${ownName(authorizer)} is a Lambda authorizer`;
  }
  return undefined;
}

function authorizerOf(plan: Plan, route: Resource): Resource | undefined {
  const id = route.inputs.authorizerId;
  return typeof id === "string"
    ? byId(plan, "aws:apigatewayv2/authorizer:Authorizer", id)
    : undefined;
}

function jwtOf(authorizer: Resource, route: Resource) {
  const jwt = objectOf(authorizer, "jwtConfiguration");
  return {
    name: textOf(authorizer, "name"),
    issuer: String(jwt.issuer),
    audiences: texts(jwt.audiences),
    identitySources: textsOf(authorizer, "identitySources"),
    scopes: textsOf(route, "authorizationScopes"),
  };
}

function corsOf(api: Resource) {
  const cors = api.inputs.corsConfiguration;
  if (!isObject(cors) || Object.keys(cors).length === 0) return {};
  return {
    cors: {
      allowOrigins: texts(cors.allowOrigins),
      allowMethods: texts(cors.allowMethods),
      allowHeaders: texts(cors.allowHeaders),
      exposeHeaders: texts(cors.exposeHeaders),
      allowCredentials: cors.allowCredentials === true,
      ...(typeof cors.maxAge === "number" ? { maxAgeSeconds: cors.maxAge } : {}),
    },
  };
}

function isHttp({ inputs }: Resource): boolean {
  return inputs.protocolType !== "WEBSOCKET";
}

function belongsTo(apiId: string) {
  return (resource: Resource) => resource.inputs.apiId === apiId;
}

function byId(plan: Plan, type: string, id: string): Resource {
  const found = resourcesOf(plan, type).find((resource) => resource.outputs.id === id);
  if (!found) throw new Error(`The Plan has no ${type} with the id ${id}`);
  return found;
}
