import type { Principal, RequestContext } from "./access-request.ts";
import type { Decision } from "./decision.ts";
import { nearestStatement } from "./nearest-statement.ts";
import type { NamedPolicy } from "./policy.ts";
import { contextLookup } from "./request-context.ts";
import { createStatementSet } from "./statement-set.ts";

/**
 * Whether a role's trust policy allows `principal` to assume the role. For a service this is the whole decision. For another role it is
 * only a part: when the policy names an account, or the other role is in another account, its identity-based policies have to allow
 * `sts:AssumeRole` too, which `compilePolicies` decides.
 * @param context the service's `aws:SourceArn` and `aws:SourceAccount`, and the other keys in the policy's conditions
 * @throws PolicyError when the policy is not a trust policy
 */
export function decideTrust(
  document: NamedPolicy,
  principal: Principal,
  context: RequestContext = {},
  action = "sts:AssumeRole",
): Decision {
  const request = { principal, action, resource: "*", resourceAccountId: "", context };
  const lookup = contextLookup(request);
  const trust = createStatementSet("trust", [document]);
  const deny = trust.findDeny(request, lookup);
  if (deny !== undefined) return { allowed: false, kind: "explicit", by: deny.reference };
  const grant = trust.findAllow(request, lookup);
  if (grant !== undefined) return { allowed: true, by: grant.statement.reference };
  const nearest = nearestStatement(trust.allows, request, lookup);
  return { allowed: false, kind: "implicit", missing: "trust", ...(nearest && { nearest }) };
}
