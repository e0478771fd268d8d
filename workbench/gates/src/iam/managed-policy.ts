import { permissionText } from "./permission-text.ts";
import type { Rule } from "./ruling.ts";
import { usedActions } from "./used-of.ts";

/** A policy of AWS's that grants more than the role was seen to use. */
export const managedPolicy: Rule = (review) => {
  const managed = review.grants.filter(({ isManaged }) => isManaged);
  const byRole = Map.groupBy(managed, ({ roleArn, policy }) => `${roleArn} ${policy}`);
  return [...byRole.values()].flatMap((grants) => {
    const [first] = grants;
    if (!first) return [];
    const granted = grants.flatMap(({ actions }) => actions.flatMap(({ comesTo }) => comesTo));
    const used = review.uses.filter(({ roleArn }) => roleArn === first.roleArn);
    const seen = grants.flatMap((grant) =>
      grant.actions.flatMap(({ pattern }) => usedActions(review, grant, pattern)),
    );
    const needed = [...new Set(seen)].toSorted();
    if (needed.length === granted.length) return [];
    const narrow = needed.map((action) => {
      const on = used.filter((use) => use.action === action).map(({ resource }) => resource);
      return permissionText([action], [...new Set(on)].toSorted());
    });
    return [
      {
        rule: "iam/managed-policy",
        severity: "error",
        resource: first.role,
        message: `${first.policy} grants ${granted.length} actions, of which ${needed.length} were used.`,
        fix: narrow.length > 0 ? narrow.join("\n") : `nothing in place of ${first.policy}`,
      } as const,
    ];
  });
};
