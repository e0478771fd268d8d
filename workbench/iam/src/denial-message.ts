import type { AccessRequest } from "./access-request.ts";
import type { Decision } from "./decision.ts";
import { principalName } from "./nearest-statement.ts";
import type { PolicyKind } from "./policy.ts";

/** AWS's names of policy kinds, without an article, for "because no ...". */
const kindNames: { readonly [Kind in PolicyKind]: string } = {
  identity: "identity-based policy",
  resource: "resource-based policy",
  boundary: "permissions boundary",
  session: "session policy",
  "service-control": "service control policy",
  "resource-control": "resource control policy",
  "vpc-endpoint": "VPC endpoint policy",
  trust: "role trust policy",
};

/**
 * The denial message of AWS. After an explicit deny within one account it contains the ARN of the policy, as in AWS since 2026, except for
 * a policy on the resource.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function denialMessage(
  decision: Extract<Decision, { allowed: false }>,
  request: AccessRequest,
): string {
  const { action, principal, resource } = request;
  const who = `User: ${principalName(principal)} is not authorized to perform: ${action}`;
  const what = `${who} on resource: ${resource}`;
  if (decision.kind === "implicit") {
    return `${what} because no ${kindNames[decision.missing]} allows the ${action} action`;
  }
  const { kind, policyArn } = decision.by;
  const sameAccount =
    principal.kind === "assumed-role" && principal.accountId === request.resourceAccountId;
  const isNamed = policyArn !== undefined && sameAccount && kind !== "resource";
  return `${what} with an explicit deny in ${policyOfKind(kind)}${isNamed ? `: ${policyArn}` : ""}`;
}

/** "an identity-based policy", "the role trust policy". */
export function policyOfKind(kind: PolicyKind): string {
  if (kind === "trust") return `the ${kindNames.trust}`;
  return `${kind === "identity" ? "an" : "a"} ${kindNames[kind]}`;
}
