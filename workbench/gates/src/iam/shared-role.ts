import { ownName, resourcesOf } from "@stagecraft/plan/resources";
import { rolesOf } from "@stagecraft/plan/resources/iam/roles";
import type { Rule } from "./ruling.ts";

/** A role that several functions act as: each may do what any of them needs. */
export const sharedRole: Rule = ({ plan }) => {
  const functions = resourcesOf(plan, "aws:lambda/function:Function");
  return rolesOf(plan).flatMap(({ arn, logicalName: resource }) => {
    const names = functions.filter(({ inputs }) => inputs.role === arn).map(ownName);
    if (names.length < 2) return [];
    const message = `${names.join(" and ")} act as the same role.`;
    const fix = `${names.slice(1).join(", ")} without \`role\`: SST makes each function one of its own.`;
    return [{ rule: "iam/shared-role", severity: "error", resource, message, fix } as const];
  });
};
