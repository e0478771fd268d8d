import type { HttpApiDefinition } from "@stagecraft/plan/resources/api-gateway/http-api-definition";

/**
 * The `aws:SourceArn` with which API Gateway invokes a route's function: the request's method and the route's path as
 * written, with variables in braces; `$default` follows the stage directly.
 */
export function sourceArn(api: HttpApiDefinition, routeKey: string, method: string): string {
  const stage = `${api.executionArn}/${api.stageName}`;
  if (routeKey === "$default") return `${stage}/$default`;
  return `${stage}/${method}${routeKey.slice(routeKey.indexOf("/"))}`;
}
