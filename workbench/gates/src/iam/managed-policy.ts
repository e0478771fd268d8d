import { declaredArns } from "./declared-arns.ts";
import type { Grant } from "./grants.ts";
import { isNarrowest } from "./narrowest-forms.ts";
import { permissionText } from "./permission-text.ts";
import type { Review, Rule } from "./ruling.ts";
import { tiedForm } from "./tied-form.ts";
import { usedActions } from "./used-of.ts";
import { whatIsUsed } from "./what-is-used.ts";

/** A policy of AWS's that grants more than the role was seen to use: actions, or resources. Unseen, only the latter shows. */
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
    const isWide = grants.some((grant) => reachesFurther(grant, declared));
    const isUsed = review.permissionsUsed === undefined || used.size === granted.length;
    if (isUsed && !isWide) return [];
    const narrow = [...used].toSorted().map((action) => {
      const permissionsUsed = (review.permissionsUsed ?? []).filter(
        (use) => use.roleArn === roleArn && use.action === action,
      );
      const on = permissionsUsed.map(({ resource }) => tiedForm(resource, declared));
      return permissionText([action], [...new Set(on)].toSorted());
    });
    const message = `${policy} grants ${granted.length} actions on whatever there is${review.permissionsUsed ? `; ${used.size} were used` : ""}.`;
    const seen = narrow.length > 0 ? narrow.join("\n") : `nothing in place of ${policy}`;
    const fix = review.permissionsUsed ? seen : whatIsUsed;
    return [
      { rule: "iam/managed-policy", severity: "error", resource: role, message, fix } as const,
    ];
  });
};

function usedActionsOf(review: Review, grant: Grant): readonly string[] {
  return grant.actions.flatMap(({ pattern }) => usedActions(review, grant, pattern));
}

/** AWS writes its policies for every account: what could be named stands as `*`. */
function reachesFurther({ actions, resources }: Grant, declared: readonly string[]): boolean {
  return actions.some((action) =>
    resources.some((resource) => !isNarrowest(action, resource, declared)),
  );
}
