import { hasWildcard, matchesAction } from "@stagecraft/iam/wildcard-match";
import { rolesOf } from "@stagecraft/plan/resources/iam/roles";
import { permissionText } from "./permission-text.ts";
import type { Rule } from "./ruling.ts";
import { usedOn } from "./used-of.ts";

/**
 * Handing roles to services: who may hand on any role may do what any role may.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export const passRole: Rule = (review) => {
  const roles = rolesOf(review.plan).map(({ arn }) => arn);
  const action = "iam:PassRole";
  return review.grants
    .filter(({ actions }) => actions.some(({ pattern }) => matchesAction(pattern, action)))
    .filter(
      ({ resources, conditionKeys }) =>
        resources.some(hasWildcard) || !conditionKeys.has("iam:passedtoservice"),
    )
    .map((grant) => {
      const handed = [...grant.resources, ...usedOn(review, grant, { action })];
      const named = [...new Set(handed)].filter((arn) => roles.includes(arn));
      const narrow = permissionText([action], named.length > 0 ? named : ["the one role's ARN"]);
      return {
        rule: "iam/pass-role",
        severity: "error",
        resource: grant.role,
        message: `The role may hand ${grant.resources.join(", ")} to any service.`,
        fix: `${narrow} with the condition StringEquals "iam:PassedToService"`,
      } as const;
    });
};
