import type { Json, Plan } from "@stagecraft/plan/plan";
import { resourcePoliciesOf } from "@stagecraft/plan/resources/iam/resource-policies";
import type { ResourcePolicy } from "@stagecraft/plan/resources/iam/resource-policy";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import type { Finding } from "../finding.ts";
import { conditionKeysOf, statementsOf } from "./grants.ts";
import { permissionFix } from "./permission-fix.ts";
import { isRestrictedToAccount } from "./restricted-to-account.ts";
import type { Rule } from "./rule.ts";
import { principalsOf } from "./trust.ts";

const rule = "iam/open-resource-policy";

/** The condition keys of the two statements that a function URL needs: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html */
const urlKeys = ["lambda:functionurlauthtype", "lambda:invokedviafunctionurl"];

/** A resource that another account may use, or a service on behalf of any account. */
export const openResourcePolicy: Rule = ({ plan }) => {
  const found = resourcePoliciesOf(plan).flatMap((policy) =>
    statementsOf(policy.document).flatMap((statement) => openings(plan, policy, statement)),
  );
  // A function URL needs more than one statement.
  return [...new Map(found.map((each) => [`${each.resource} ${each.message}`, each])).values()];
};

function openings(
  plan: Plan,
  { name, resourceArn }: ResourcePolicy,
  statement: { readonly [key: string]: Json },
): readonly Finding[] {
  if (isRestrictedToAccount(statement, plan)) return [];
  const keys = conditionKeysOf(statement);
  const isUrl = urlKeys.some((key) => keys.has(key));
  return principalsOf(statement.Principal ?? "*")
    .filter((principal) => !isOfAccount(principal, plan))
    .map((principal) => {
      if (principal === "*" && isUrl) return openUrl(plan, resourceArn);
      const isService = principal.endsWith(".amazonaws.com");
      const key = isService ? "aws:SourceAccount" : "aws:PrincipalAccount";
      const called = isService ? permissionFix(plan, name, { principal, resourceArn }) : undefined;
      return {
        rule,
        severity: "error",
        resource: name,
        message: isService
          ? `${principal} may use it on behalf of any account.`
          : `${principal === "*" ? "Everyone" : principal} may use it.`,
        fix: called ?? `Condition: { StringEquals: { "${key}": "${plan.accountId}" } }`,
      };
    });
}

function openUrl(plan: Plan, functionArn: string): Finding {
  const opened = functionsOf(plan).find(({ arn }) => arn === functionArn);
  const resource = opened?.logicalName ?? functionArn;
  return {
    rule,
    severity: "error",
    resource,
    message: "Everyone may call its URL, without authentication.",
    fix: `In ${resource}: url: { authorization: "iam" }`,
  };
}

function isOfAccount(principal: string, { accountId }: Plan): boolean {
  return principal === accountId || principal.split(":")[4] === accountId;
}
