import { declaredArns } from "./declared-arns.ts";
import { hasWildcard } from "./fits.ts";
import { narrowestForms } from "./narrowest-forms.ts";
import { permissionText } from "./permission-text.ts";
import type { Rule } from "./ruling.ts";

/** Keys and secrets that are not named: what is granted on all of them opens all of them. */
export const untiedSecret: Rule = ({ plan, grants }) => {
  const declared = declaredArns(plan);
  return grants
    .filter(({ isManaged }) => !isManaged)
    .flatMap(({ role, actions, resources }) => {
      const secret = actions.filter(({ pattern }) => /^(kms|secretsmanager):/i.test(pattern));
      const untied = resources.filter(
        (resource) =>
          hasWildcard(resource) && !declared.some((arn) => resource.startsWith(`${arn}-`)),
      );
      if (untied.length === 0) return [];
      return secret.map((action) => {
        const named = narrowestForms(action, plan, declared).filter((arn) => !hasWildcard(arn));
        const one = named.length > 0 ? named : ["the one key's or secret's ARN"];
        return {
          rule: "iam/untied-secret",
          severity: "error" as const,
          resource: role,
          message: `${action.pattern} is granted on ${untied.join(", ")}: on any key or secret that fits.`,
          fix: permissionText([action.pattern], one),
        };
      });
    });
};
