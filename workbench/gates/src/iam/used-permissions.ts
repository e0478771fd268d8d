import { matchesAction, matchesResource } from "@stagecraft/iam/wildcard-match";
import type { Grant } from "./grants.ts";
import type { Review } from "./rule.ts";

/** The resources on which a role used an action (or pattern of actions), if they match `resource`. */
export function usedOn(
  { permissionsUsed = [] }: Pick<Review, "permissionsUsed">,
  { roleArn }: Pick<Grant, "roleArn">,
  { action, resource = "*" }: { readonly action: string; readonly resource?: string },
): readonly string[] {
  return permissionsUsed
    .filter((use) => use.roleArn === roleArn && matchesAction(action, use.action))
    .filter((use) => matchesResource(resource, use.resource))
    .map((use) => use.resource);
}

/** The actions that a role used among those that match the pattern, on the resources of the grant. */
export function usedActions(
  { permissionsUsed = [] }: Pick<Review, "permissionsUsed">,
  { roleArn, resources }: Pick<Grant, "roleArn" | "resources">,
  pattern: string,
): readonly string[] {
  const seen = permissionsUsed.filter(
    (use) =>
      use.roleArn === roleArn &&
      matchesAction(pattern, use.action) &&
      resources.some((resource) => matchesResource(resource, use.resource)),
  );
  return [...new Set(seen.map(({ action }) => action))].toSorted();
}
