import { hasWildcard } from "@stagecraft/iam/wildcard-match";
import type { Finding, Undecided } from "../finding.ts";
import { declaredArns } from "./declared-arns.ts";
import type { Grant } from "./grants.ts";
import { narrowerPatterns } from "./narrower-patterns.ts";
import { isInsideResource } from "./narrowest-patterns.ts";
import { permissionText } from "./permission-text.ts";
import type { Review, Rule } from "./rule.ts";
import { unusedGrant } from "./unused-grant.ts";
import { usedOn } from "./used-permissions.ts";

const rule = "iam/wider-than-used";

/** An action that is used, but granted on more resources than it is used on. */
export const widerThanUsed: Rule = (review) => {
  const declared = declaredArns(review.plan);
  return review.grants
    .filter(({ isManaged }) => !isManaged)
    .flatMap((grant) =>
      usedActionsOf(review, grant).flatMap((action) =>
        grant.resources.flatMap((resource) =>
          widthOf(review, grant, { action, resource, declared }),
        ),
      ),
    );
};

function usedActionsOf(review: Review, grant: Grant): readonly string[] {
  return grant.actions
    .map(({ pattern }) => pattern)
    .filter((action) => !hasWildcard(action) && usedOn(review, grant, { action }).length > 0);
}

function widthOf(
  review: Review,
  grant: Grant,
  of: { readonly action: string; readonly resource: string; readonly declared: readonly string[] },
): readonly (Finding | Undecided)[] {
  const { action, resource, declared } = of;
  const on = usedOn(review, grant, { action, resource });
  if (on.length === 0) {
    const left = grant.resources.filter((other) => other !== resource);
    const message = `${action} is also granted on ${resource}, and was never used there.`;
    const granted = [[action], [resource]] as const;
    return [unusedGrant(review, grant, { rule, action, message, granted, left: [[action], left] })];
  }
  // Another rule checks patterns that cover several resources.
  const narrower = isInsideResource(resource, declared)
    ? narrowerPatterns(resource, on)
    : undefined;
  if (!narrower) return [];
  const message = `${action} is granted on ${resource}, but was used only on a part of it.`;
  const fix = permissionText([action], narrower);
  return [{ rule, severity: "error", resource: grant.role, message, fix }];
}
