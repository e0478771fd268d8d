import { hasWildcard } from "@stagecraft/iam/wildcard-match";
import type { Finding, Undecided } from "../finding.ts";
import { declaredArns } from "./declared-arns.ts";
import type { Grant } from "./grants.ts";
import { narrowerForm } from "./narrower-form.ts";
import { isTied } from "./narrowest-forms.ts";
import { permissionText } from "./permission-text.ts";
import type { Review, Rule } from "./ruling.ts";
import { unseenUse } from "./unseen-use.ts";
import { usedOn } from "./used-of.ts";

const rule = "iam/wider-than-used";

/** An action that is used, and granted on more than it is used on. */
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
    const message = `${action} is granted on ${resource} too, and was never used there.`;
    const granted = [[action], [resource]] as const;
    return [unseenUse(review, grant, { rule, action, message, granted, left: [[action], left] })];
  }
  // A pattern over several resources is a wildcard: another rule's.
  const narrower = isTied(resource, declared) ? narrowerForm(resource, on) : undefined;
  if (!narrower) return [];
  const message = `${action} is granted on ${resource}, and was used on less.`;
  const fix = permissionText([action], narrower);
  return [{ rule, severity: "error", resource: grant.role, message, fix }];
}
