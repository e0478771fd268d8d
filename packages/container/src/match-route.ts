import type { HttpOperation } from "@stagecraft/contracts/http-operations";

/** A route of an API: as in its contract, with the scope of the tokens that it takes. */
export type ServedRoute = Pick<HttpOperation, "method" | "path" | "scope">;

/**
 * Finds the route of a request as an HTTP API does: a literal part of a path goes before a parameter.
 *
 * @returns undefined when there is none
 */
export function routeMatcher<Route extends Pick<ServedRoute, "method" | "path">>(
  routes: readonly Route[],
): (method: string, path: string) => Route | undefined {
  const compiled = routes
    .map((route) => ({ route, parts: partsOf(route.path) }))
    .sort((a, b) => literalsOf(b.parts).localeCompare(literalsOf(a.parts)));
  return (method, path) => {
    const given = partsOf(path);
    return compiled.find(({ route, parts }) => route.method === method && isMatch(parts, given))
      ?.route;
  };
}

function partsOf(path: string): readonly string[] {
  return path.split("/").slice(1);
}

/** `10` of `/orders/{id}`: the path whose first literal part comes earlier is the more specific one. */
function literalsOf(parts: readonly string[]): string {
  return parts.map((part) => (isParameter(part) ? "0" : "1")).join("");
}

function isMatch(parts: readonly string[], given: readonly string[]): boolean {
  return (
    parts.length === given.length &&
    parts.every((part, index) => (isParameter(part) ? given[index] !== "" : part === given[index]))
  );
}

function isParameter(part: string): boolean {
  return part.startsWith("{");
}
