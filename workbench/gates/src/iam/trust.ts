import type { Json, Plan } from "@stagecraft/plan/plan";
import { isObject } from "@stagecraft/plan/resources";
import { type RoleDefinition, rolesOf } from "@stagecraft/plan/resources/iam/roles";
import type { Finding } from "../finding.ts";
import { listOf, statementsOf } from "./grants.ts";
import { isRestrictedToAccount } from "./restricted-to-account.ts";
import type { Rule } from "./rule.ts";

/**
 * Services that send no source when they assume a role. Lambda's `aws:SourceArn` is for resource policies of functions, not for their
 * roles: https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html
 */
const withoutSource = ["lambda.amazonaws.com"];

/** A role that more than one service may assume, or a service on behalf of any account. */
export const trust: Rule = ({ plan }) => rolesOf(plan).flatMap((role) => wideTrust(role, plan));

function wideTrust(role: RoleDefinition, plan: Plan): readonly Finding[] {
  const statements = statementsOf(role.trustPolicy);
  const principals = statements.flatMap(({ Principal }) => principalsOf(Principal ?? "*"));
  const services = principals.filter((principal) => principal.endsWith(".amazonaws.com"));
  const [service = serviceOfRole(plan, role)] = services;
  const about = { severity: "error", resource: role.logicalName } as const;
  const narrow = trustText(service, plan);
  if (new Set(principals).size > 1 || services.length !== principals.length) {
    const message = `${principals.join(" and ")} may assume the role, which is for ${service}.`;
    return [{ ...about, rule: "iam/wide-trust", message, fix: narrow }];
  }
  if (withoutSource.includes(service)) return [];
  if (statements.every((statement) => isRestrictedToAccount(statement, plan))) return [];
  const message = `${service} may assume the role on behalf of any account.`;
  return [{ ...about, rule: "iam/trust-without-source", message, fix: narrow }];
}

/** All principals of a statement. */
export function principalsOf(principal: Json): readonly string[] {
  if (!isObject(principal)) return listOf(principal);
  return Object.values(principal).flatMap(listOf);
}

/** The service that a role without a trusted service is for. */
function serviceOfRole({ resources }: Plan, { arn }: RoleDefinition): string {
  const isFunctions = resources.some(
    ({ type, inputs }) => type === "aws:lambda/function:Function" && inputs.role === arn,
  );
  return isFunctions ? "lambda.amazonaws.com" : "the service that uses it";
}

function trustText(service: string, { accountId }: Plan): string {
  const principal = `Principal: { Service: ${JSON.stringify(service)} }`;
  if (withoutSource.includes(service)) return `{ ${principal} }`;
  return `{ ${principal}, Condition: { StringEquals: { "aws:SourceAccount": "${accountId}" } } }`;
}
