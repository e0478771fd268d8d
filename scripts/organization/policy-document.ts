import type { PolicyStatement } from "../../infra/org/organization-policy.ts";

/** A policy as AWS stores it. */
export function policyDocument(statements: readonly PolicyStatement[]) {
  return { Version: "2012-10-17", Statement: statements };
}
