import type { Principal } from "../access-request.ts";
import type { RawPrincipal, RawStatement } from "./raw-policy.ts";
import type { ReferenceRequest } from "./reference-request.ts";

/**
 * `direct` grants to the caller, independently of the role's limits; `role` grants within the role's limits; `account` leaves the
 * decision to the account. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export type Match = "direct" | "role" | "account";

export function matchOf(
  { Principal: named, NotPrincipal: exempt }: RawStatement,
  { request, hasBoundary }: ReferenceRequest,
): Match | undefined {
  const { principal } = request;
  if (named !== undefined) return matchByName(named, principal);
  if (exempt === undefined) return "direct";
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
  if (principal.kind === "assumed-role" && hasBoundary) return "direct";
  return isExempt(exempt, principal) ? undefined : "direct";
}

function matchByName(named: RawPrincipal, principal: Principal): Match | undefined {
  const { everyone, AWS, Service } = namesOf(named);
  if (everyone) return "direct";
  if (principal.kind === "service")
    return Service.includes(principal.service) ? "direct" : undefined;
  if (principal.kind === "anonymous") return undefined;
  if (AWS.includes(principal.sessionArn)) return "direct";
  if (AWS.includes(principal.roleArn)) return "role";
  return accountNames(principal.accountId).some((name) => AWS.includes(name))
    ? "account"
    : undefined;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html */
function isExempt(exempt: RawPrincipal, principal: Principal): boolean {
  const { everyone, AWS, Service } = namesOf(exempt);
  if (everyone) return true;
  if (principal.kind === "service") return Service.includes(principal.service);
  if (principal.kind === "anonymous") return false;
  const { accountId, roleArn, sessionArn } = principal;
  return (
    [roleArn, sessionArn].every((arn) => AWS.includes(arn)) &&
    accountNames(accountId).some((name) => AWS.includes(name))
  );
}

function namesOf(principals: RawPrincipal) {
  const { AWS = [], Service = [] } = principals === "*" ? { AWS: "*" } : principals;
  const everyone = [AWS].flat().includes("*");
  return { everyone, AWS: [AWS].flat(), Service: [Service].flat() };
}

function accountNames(accountId: string): readonly string[] {
  return [accountId, `arn:aws:iam::${accountId}:root`];
}
