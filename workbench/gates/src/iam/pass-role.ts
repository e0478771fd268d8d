import { hasWildcard, matchesAction } from "@stagecraft/iam/wildcard-match";
import { rolesOf } from "@stagecraft/plan/resources/iam/roles";
import { permissionText } from "./permission-text.ts";
import type { Rule } from "./rule.ts";
import { usedOn } from "./used-permissions.ts";

/**
 * A grant of iam:PassRole without a role or a service: whoever may pass any role gets the permissions of any role.
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
      const narrow = permissionText([action], named.length > 0 ? named : ["the ARN of the role"]);
      return {
        rule: "iam/pass-role",
        severity: "error",
        resource: grant.role,
        message: `The role may pass ${grant.resources.join(", ")} to any service.`,
        fix: `${narrow} with the condition StringEquals "iam:PassedToService"`,
      } as const;
    });
};
