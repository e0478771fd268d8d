import { ownName, resourcesOf } from "@stagecraft/plan/resources";
import { rolesOf } from "@stagecraft/plan/resources/iam/roles";
import type { Rule } from "./rule.ts";

/** A role of several functions: each gets the permissions that any of them needs. */
export const sharedRole: Rule = ({ plan }) => {
  const functions = resourcesOf(plan, "aws:lambda/function:Function");
  return rolesOf(plan).flatMap(({ arn, logicalName: resource }) => {
    const names = functions.filter(({ inputs }) => inputs.role === arn).map(ownName);
    if (names.length < 2) return [];
    const message = `${names.join(" and ")} have the same role.`;
    const fix = `${names.slice(1).join(", ")} without \`role\`: SST creates a role for each function.`;
    return [{ rule: "iam/shared-role", severity: "error", resource, message, fix } as const];
  });
};
