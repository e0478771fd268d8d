import type { HttpRouteDefinition } from "@stagecraft/plan/resources/api-gateway/http-api-definition";

/** The route that answers a request, with the path variables as the function gets them: decoded. */
export type RouteMatch = {
  readonly route: HttpRouteDefinition;
  readonly pathParameters: { readonly [name: string]: string };
};

type Segment =
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "greedy"; readonly name: string };

type CompiledRoute = {
  readonly route: HttpRouteDefinition;
  readonly method: string;
  readonly segments: readonly Segment[];
};

/**
 * Prepares an API's routes for selection: the most specific path wins (a literal before a variable before
 * a greedy variable, from left to right), then the named method before ANY, then `$default`.
 * @throws Error for a route key that API Gateway would not take.
 */
export function compileRoutes(
  routes: readonly HttpRouteDefinition[],
): (method: string, encodedPath: string) => RouteMatch | undefined {
  const fallback = routes.find((route) => route.routeKey === "$default");
  const compiled = routes
    .filter((route) => route !== fallback)
    .map(compileRoute)
    .sort(mostSpecificFirst);

  return (method, encodedPath) => {
    const parts = encodedPath.split("/").slice(1);
    for (const candidate of compiled) {
      if (candidate.method !== "ANY" && candidate.method !== method) continue;
      const pathParameters = matchSegments(candidate.segments, parts);
      if (pathParameters) return { route: candidate.route, pathParameters };
    }
    return fallback && { route: fallback, pathParameters: {} };
  };
}

function compileRoute(route: HttpRouteDefinition): CompiledRoute {
  const [, method, path] = /^([A-Z]+) (\/.*)$/.exec(route.routeKey) ?? [];
  if (method === undefined || path === undefined) {
    throw new Error(
      `Route ${route.logicalName} has the key "${route.routeKey}"; write "$default" or "METHOD /path".`,
    );
  }
  const segments = path.split("/").slice(1).map(compileSegment);
  if (segments.slice(0, -1).some((segment) => segment.kind === "greedy")) {
    throw new Error(
      `Route ${route.logicalName} ("${route.routeKey}") has a greedy variable before its end; move it to the end.`,
    );
  }
  return { route, method, segments };
}

function compileSegment(text: string): Segment {
  const [, name, plus] = /^\{([^}+]+)(\+?)\}$/.exec(text) ?? [];
  if (name === undefined) return { kind: "literal", text: decodePathPart(text) };
  return { kind: plus ? "greedy" : "variable", name };
}

const specificity = { literal: 0, variable: 1, greedy: 2 };

function mostSpecificFirst(a: CompiledRoute, b: CompiledRoute): number {
  for (const [index, segment] of a.segments.entries()) {
    const other = b.segments[index];
    if (other === undefined) return -1;
    const difference = specificity[segment.kind] - specificity[other.kind];
    if (difference !== 0) return difference;
  }
  if (a.segments.length !== b.segments.length) return 1;
  return Number(a.method === "ANY") - Number(b.method === "ANY");
}

function matchSegments(segments: readonly Segment[], parts: readonly string[]) {
  const parameters: { [name: string]: string } = {};
  for (const [index, segment] of segments.entries()) {
    const part = parts[index];
    if (part === undefined) return undefined;
    if (segment.kind === "literal") {
      if (segment.text !== decodePathPart(part)) return undefined;
      continue;
    }
    const value = segment.kind === "greedy" ? parts.slice(index).join("/") : part;
    if (value === "") return undefined;
    parameters[segment.name] = decodePathPart(value);
    if (segment.kind === "greedy") return parameters;
  }
  return parts.length === segments.length ? parameters : undefined;
}

/** Percent-decodes; text that is not valid percent-encoding stays as it was sent. */
export function decodePathPart(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
