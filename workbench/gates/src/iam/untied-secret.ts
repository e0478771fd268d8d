import { hasWildcard } from "@stagecraft/iam/wildcard-match";
import { declaredArns } from "./declared-arns.ts";
import type { GrantedAction } from "./grants.ts";
import { narrowestForms } from "./narrowest-forms.ts";
import { permissionText } from "./permission-text.ts";
import type { Rule } from "./ruling.ts";
import { usedOn } from "./used-of.ts";

/** Conditions that name keys by their aliases: https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html */
const namingKeys = ["kms:resourcealiases", "kms:requestalias"];

/** Keys and secrets that are not named: what is granted on all of them opens all of them. */
export const untiedSecret: Rule = (review) => {
  const declared = declaredArns(review.plan);
  return review.grants
    .filter(({ isManaged }) => !isManaged)
    .filter(({ conditionKeys }) => !namingKeys.some((key) => conditionKeys.has(key)))
    .flatMap((grant) => {
      const untied = grant.resources.filter(
        (resource) =>
          hasWildcard(resource) && !declared.some((arn) => resource.startsWith(`${arn}-`)),
      );
      if (untied.length === 0) return [];
      return grant.actions.filter(isAboutSecrets).map((action) => {
        const used = usedOn(review, grant, { action: action.pattern });
        const own = used.filter((arn) => declared.includes(arn));
        const forms = own.length > 0 ? own : narrowestForms(action, review.plan, declared);
        const named = [...new Set(forms)].filter((arn) => !hasWildcard(arn));
        const one = named.length > 0 ? named : ["the one key's or secret's ARN"];
        return {
          rule: "iam/untied-secret",
          severity: "error" as const,
          resource: grant.role,
          message: `${action.pattern} is granted on ${untied.join(", ")}: on any key or secret that fits.`,
          fix: permissionText([action.pattern], one),
        };
      });
    });
};

/** Not those for which AWS knows no key or secret, such as listing them; what is granted on everything is another rule's. */
function isAboutSecrets({ comesTo }: GrantedAction): boolean {
  return (
    comesTo.every(({ name }) => /^(?:kms|secretsmanager):/.test(name)) &&
    comesTo.some(({ arnForms }) => arnForms.length > 0)
  );
}
