import { globMatches } from "./glob-match.ts";
import { type Glob, parseTemplate } from "./policy-template.ts";
import { limitToParts, resourceMatches } from "./resource-glob.ts";

/** Whether a resource matches a pattern of a policy without variables. A wildcard stays in its part of the ARN, as `limitToParts` says. */
export function matchesResource(pattern: string, resource: string): boolean {
  return resourceMatches(limitToParts(withoutVariables(pattern)).flat() as Glob, resource);
}

/** Whether an action matches a pattern of a policy. Letter case does not matter. */
export function matchesAction(pattern: string, action: string): boolean {
  const glob = withoutVariables(pattern.toLowerCase()).flat() as Glob;
  return globMatches(glob, action.toLowerCase());
}

/** Version 2008-10-17 has no variables. */
function withoutVariables(pattern: string) {
  return parseTemplate(pattern, { version: "2008-10-17", wildcards: true });
}

export function hasWildcard(pattern: string): boolean {
  return /[*?]/.test(pattern);
}
