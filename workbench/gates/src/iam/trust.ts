import type { Json, Plan } from "@stagecraft/plan/plan";
import { isObject } from "@stagecraft/plan/resources";
import { type RoleDefinition, rolesOf } from "@stagecraft/plan/resources/iam/roles";
import type { Finding } from "../finding.ts";
import { listOf, statementsOf } from "./grants.ts";
import { isKeptToAccount } from "./kept-to-account.ts";
import type { Rule } from "./ruling.ts";

/**
 * Services that do not say for whom they assume a role. Lambda's `aws:SourceArn` is for policies in which a function is
 * called, not for its role: https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html
 */
const sayNoSource = ["lambda.amazonaws.com"];

/** A role that more than the one service may assume, or a service on anybody's behalf. */
export const trust: Rule = ({ plan }) => rolesOf(plan).flatMap((role) => wideTrust(role, plan));

function wideTrust(role: RoleDefinition, plan: Plan): readonly Finding[] {
  const statements = statementsOf(role.trustPolicy);
  const principals = statements.flatMap(({ Principal }) => principalsOf(Principal ?? "*"));
  const services = principals.filter((principal) => principal.endsWith(".amazonaws.com"));
  const [service = serviceThatRuns(plan, role)] = services;
  const about = { severity: "error", resource: role.logicalName } as const;
  const narrow = trustText(service, plan);
  if (new Set(principals).size > 1 || services.length !== principals.length) {
    const message = `${principals.join(" and ")} may act as the role, which is for ${service}.`;
    return [{ ...about, rule: "iam/wide-trust", message, fix: narrow }];
  }
  if (sayNoSource.includes(service)) return [];
  if (statements.every((statement) => isKeptToAccount(statement, plan))) return [];
  const message = `${service} may act as the role on behalf of any account.`;
  return [{ ...about, rule: "iam/trust-without-source", message, fix: narrow }];
}

/** Services, accounts and whoever else a statement names. */
export function principalsOf(principal: Json): readonly string[] {
  if (!isObject(principal)) return listOf(principal);
  return Object.values(principal).flatMap(listOf);
}

/** Who would have to be trusted where no service is. */
function serviceThatRuns({ resources }: Plan, { arn }: RoleDefinition): string {
  const isFunctions = resources.some(
    ({ type, inputs }) => type === "aws:lambda/function:Function" && inputs.role === arn,
  );
  return isFunctions ? "lambda.amazonaws.com" : "the service that uses it";
}

function trustText(service: string, { accountId }: Plan): string {
  const principal = `Principal: { Service: ${JSON.stringify(service)} }`;
  if (sayNoSource.includes(service)) return `{ ${principal} }`;
  return `{ ${principal}, Condition: { StringEquals: { "aws:SourceAccount": "${accountId}" } } }`;
}
