import type { Json, Plan } from "@stagecraft/plan/plan";
import { resourcePoliciesOf } from "@stagecraft/plan/resource-policies";
import type { Finding } from "../finding.ts";
import { conditionKeysOf, statementsOf } from "./grants.ts";
import type { Rule } from "./ruling.ts";
import { principalsOf } from "./trust.ts";

/** Conditions that keep a statement to somebody. */
const keepingKeys = [
  ...["aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid"],
  ...["aws:principalaccount", "aws:principalarn", "aws:principalorgid"],
];

/** A resource that others than this account, or a service on anybody's behalf, may use. */
export const openResourcePolicy: Rule = ({ plan }) =>
  resourcePoliciesOf(plan).flatMap(({ name, document }) =>
    statementsOf(document).flatMap((statement) => openings(name, statement, plan)),
  );

function openings(
  resource: string,
  statement: { readonly [key: string]: Json },
  plan: Plan,
): readonly Finding[] {
  const keys = conditionKeysOf(statement);
  if (keepingKeys.some((key) => keys.has(key))) return [];
  const open = principalsOf(statement.Principal ?? "*").filter(
    (principal) => !isOfAccount(principal, plan),
  );
  return open.map((principal) => {
    const isService = principal.endsWith(".amazonaws.com");
    const key = isService ? "aws:SourceAccount" : "aws:PrincipalAccount";
    return {
      rule: "iam/open-resource-policy",
      severity: "error",
      resource,
      message: isService
        ? `${principal} may use it on behalf of any account.`
        : `${principal === "*" ? "Everybody" : principal} may use it.`,
      fix: `Condition: { StringEquals: { "${key}": "${plan.accountId}" } }`,
    } as const;
  });
}

function isOfAccount(principal: string, { accountId }: Plan): boolean {
  return principal === accountId || principal.split(":")[4] === accountId;
}
