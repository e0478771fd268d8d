import { declaredArns } from "./declared-arns.ts";
import { grantableArn } from "./grantable-arn.ts";
import type { Grant } from "./grants.ts";
import { isNarrowest } from "./narrowest-patterns.ts";
import { permissionText } from "./permission-text.ts";
import type { Review, Rule } from "./rule.ts";
import { usedActionsText } from "./used-actions-text.ts";
import { usedActions } from "./used-permissions.ts";

/** An AWS managed policy that grants actions or resources that the role did not use. Without evidence only resources are checked. */
export const managedPolicy: Rule = (review) => {
  const declared = declaredArns(review.plan);
  const managed = review.grants.filter(({ isManaged }) => isManaged);
  const policies = Map.groupBy(managed, ({ roleArn, policy }) => `${roleArn} ${policy}`);
  return [...policies.values()].flatMap((grants) => {
    const [first] = grants;
    if (!first) return [];
    const { role, roleArn, policy } = first;
    const granted = grants.flatMap(({ actions }) => actions.flatMap(({ comesTo }) => comesTo));
    const used = new Set(grants.flatMap((grant) => usedActionsOf(review, grant)));
    const isWide = grants.some((grant) => isWiderThanNeeded(grant, declared));
    const isUsed = review.permissionsUsed === undefined || used.size === granted.length;
    if (isUsed && !isWide) return [];
    const narrow = [...used].toSorted().map((action) => {
      const permissionsUsed = (review.permissionsUsed ?? []).filter(
        (use) => use.roleArn === roleArn && use.action === action,
      );
      const on = permissionsUsed.map(({ resource }) => grantableArn(resource, declared));
      return permissionText([action], [...new Set(on)].toSorted());
    });
    const message = `${policy} grants ${granted.length} actions on any resource${review.permissionsUsed ? `; ${used.size} were used` : ""}.`;
    const usedText = narrow.length > 0 ? narrow.join("\n") : `Remove ${policy}.`;
    const fix = review.permissionsUsed ? usedText : usedActionsText;
    return [
      { rule: "iam/managed-policy", severity: "error", resource: role, message, fix } as const,
    ];
  });
};

function usedActionsOf(review: Review, grant: Grant): readonly string[] {
  return grant.actions.flatMap(({ pattern }) => usedActions(review, grant, pattern));
}

/** Whether a resource could be narrower: AWS managed policies have `*` in place of names. */
function isWiderThanNeeded({ actions, resources }: Grant, declared: readonly string[]): boolean {
  return actions.some((action) =>
    resources.some((resource) => !isNarrowest(action, resource, declared)),
  );
}
