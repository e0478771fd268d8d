import { hasWildcard } from "@stagecraft/iam/wildcard-match";
import type { Finding } from "../finding.ts";
import { declaredArns } from "./declared-arns.ts";
import { findCall } from "./find-call.ts";
import type { Grant } from "./grants.ts";
import { isInsideResource, isNarrowest, narrowestPatterns } from "./narrowest-patterns.ts";
import { permissionText } from "./permission-text.ts";
import type { Review, Rule } from "./rule.ts";
import { usedActionsText } from "./used-actions-text.ts";
import { usedActions, usedOn } from "./used-permissions.ts";

/** Other rules check these actions. */
const checkedByOtherRules = /^(iam:passrole|(kms|secretsmanager):.*)$/i;

/** A wildcard where AWS accepts something narrower. */
export const wildcard: Rule = (review) =>
  review.grants
    .filter(({ isManaged }) => !isManaged)
    .flatMap((grant) => [...wildActions(review, grant), ...wildResources(review, grant)]);

function wildActions(review: Review, grant: Grant): readonly Finding[] {
  return grant.actions
    .filter(({ pattern }) => hasWildcard(pattern))
    .map(({ pattern, comesTo }) => {
      const used = usedActions(review, grant, pattern);
      const called = comesTo
        .map(({ name }) => name)
        .filter((name) => findCall(review, grant.roleArn, name));
      const needed = [...new Set([...used, ...called])].toSorted();
      const seen =
        needed.length > 0
          ? permissionText(needed, grant.resources)
          : `Remove ${permissionText([pattern], grant.resources)}.`;
      const fix = review.permissionsUsed ? seen : usedActionsText;
      const count = review.permissionsUsed
        ? `, of which ${used.length} were used and ${needed.length} are needed`
        : "";
      return {
        rule: "iam/wildcard-action",
        severity: "error",
        resource: grant.role,
        fix,
        message: `${pattern} comes to ${comesTo.length} actions${count}.`,
      };
    });
}

function wildResources(review: Review, grant: Grant): readonly Finding[] {
  const declared = declaredArns(review.plan);
  const loose = grant.resources.filter(
    (resource) => hasWildcard(resource) && !isInsideResource(resource, declared),
  );
  return loose.flatMap((resource) => {
    const wide = grant.actions.filter(
      (action) =>
        !hasWildcard(action.pattern) &&
        !checkedByOtherRules.test(action.pattern) &&
        !isNarrowest(action, resource, declared),
    );
    if (wide.length === 0) return [];
    const narrow = wide.map((action) => {
      const on = usedOn(review, grant, { action: action.pattern, resource });
      const named = [...new Set(on)].filter((used) => declared.includes(used)).toSorted();
      const forms = named.length > 0 ? named : narrowestPatterns(action, review.plan, declared);
      return permissionText([action.pattern], forms);
    });
    const names = wide.map(({ pattern }) => pattern).join(", ");
    const message = `${resource} is granted for ${names}, although AWS accepts narrower resources.`;
    const about = {
      rule: "iam/wildcard-resource",
      severity: "error",
      resource: grant.role,
    } as const;
    return [{ ...about, message, fix: narrow.join("\n") }];
  });
}
