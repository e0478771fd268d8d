import type { Grant } from "@stagecraft/acceptance/plan-edits/without-action";
import { matchesResource } from "@stagecraft/iam/wildcard-match";
import type { PermissionUse } from "@stagecraft/local-stage/iam/authority";

/** Whether a role used a grant on one of its resources. */
export function isUsed(
  { roleArn, action, resources }: Grant,
  permissionsUsed: readonly PermissionUse[],
): boolean {
  return permissionsUsed.some(
    (use) =>
      use.roleArn === roleArn &&
      use.action === action &&
      resources.some((pattern) => matchesResource(pattern, use.resource)),
  );
}

/** Finds the line in the stage's messages that names the grant's role, action and resource. */
export function findDenial(
  { role, action, resources }: Grant,
  messages: readonly string[],
): string | undefined {
  return messages
    .flatMap((message) => message.split("\n"))
    .find((line) => line.includes(role) && line.includes(action) && namesResource(line, resources));
}

/** A grant on a log group is used on the streams of the group. */
function namesResource(line: string, resources: readonly string[]): boolean {
  return resources.some((resource) => line.includes(resource.replace(/:?\*$/, "")));
}
