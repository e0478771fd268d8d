import type { Grant } from "@stagecraft/acceptance/plan-edits/without-action";
import { matchesWildcards } from "@stagecraft/iam/wildcard-match";
import type { PermissionUse } from "@stagecraft/local-stage/authority";

/** Whether a grant was used, by its role on what it is granted on. */
export function isUsed(
  { roleArn, action, resources }: Grant,
  permissionsUsed: readonly PermissionUse[],
): boolean {
  return permissionsUsed.some(
    (use) =>
      use.roleArn === roleArn &&
      use.action === action &&
      resources.some((pattern) => matchesWildcards(pattern, use.resource)),
  );
}

/** What the stage said to the lack of a grant: the line that names its role, its action and its resource. */
export function refusalOf(
  { role, action, resources }: Grant,
  said: readonly string[],
): string | undefined {
  return said
    .flatMap((message) => message.split("\n"))
    .find((line) => line.includes(role) && line.includes(action) && namesOne(line, resources));
}

/** A grant on a log group is used on the group's streams. */
function namesOne(line: string, resources: readonly string[]): boolean {
  return resources.some((resource) => line.includes(resource.replace(/:?\*$/, "")));
}
