import { hasWildcard } from "@stagecraft/iam/wildcard-match";
import { declaredArns } from "./declared-arns.ts";
import type { GrantedAction } from "./grants.ts";
import { narrowestPatterns } from "./narrowest-patterns.ts";
import { permissionText } from "./permission-text.ts";
import type { Rule } from "./rule.ts";
import { usedOn } from "./used-permissions.ts";

/** Condition keys that name KMS keys by their aliases: https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html */
const namingKeys = ["kms:resourcealiases", "kms:requestalias"];

/** A grant on KMS keys or secrets by a wildcard, which covers all of them. */
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
        const patterns = own.length > 0 ? own : narrowestPatterns(action, review.plan, declared);
        const named = [...new Set(patterns)].filter((arn) => !hasWildcard(arn));
        const one = named.length > 0 ? named : ["the ARN of the key or secret"];
        return {
          rule: "iam/untied-secret",
          severity: "error" as const,
          resource: grant.role,
          message: `${action.pattern} is granted on ${untied.join(", ")}: on any matching key or secret.`,
          fix: permissionText([action.pattern], one),
        };
      });
    });
};

/** Without actions that have no resource types, such as listing. Another rule checks grants of all actions. */
function isAboutSecrets({ comesTo }: GrantedAction): boolean {
  return (
    comesTo.every(({ name }) => /^(?:kms|secretsmanager):/.test(name)) &&
    comesTo.some(({ arnFormats }) => arnFormats.length > 0)
  );
}
