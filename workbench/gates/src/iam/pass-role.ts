import { rolesOf } from "@stagecraft/plan/roles";
import { fitsAction, hasWildcard } from "./fits.ts";
import { permissionText } from "./permission-text.ts";
import type { Rule } from "./ruling.ts";

/**
 * Handing roles to services: who may hand on any role may do what any role may.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export const passRole: Rule = ({ plan, grants }) =>
  grants
    .filter(({ actions }) => actions.some(({ pattern }) => fitsAction(pattern, "iam:PassRole")))
    .filter(
      ({ resources, conditionKeys }) =>
        resources.some(hasWildcard) || !conditionKeys.has("iam:passedtoservice"),
    )
    .map(({ role, resources }) => {
      const roles = rolesOf(plan).map(({ arn }) => arn);
      const named = resources.filter((resource) => roles.includes(resource));
      return {
        rule: "iam/pass-role",
        severity: "error",
        resource: role,
        message: `The role may hand ${resources.join(", ")} to any service.`,
        fix: `${permissionText(["iam:PassRole"], named.length > 0 ? named : ["ARN OF THE ONE ROLE"])} with the condition StringEquals "iam:PassedToService", or nothing`,
      } as const;
    });
