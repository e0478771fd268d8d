import type { Principal } from "../access-request.ts";
import type { RawPrincipal } from "./raw-policy.ts";
import { listOf } from "./reference-list.ts";

/** How a policy names a principal: everyone, the session or service itself, its role or its account. */
export type Naming = "everyone" | "itself" | "role" | "account";

/**
 * Every way in which a `Principal` element names the principal of a request.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function namingsOf(element: RawPrincipal, principal: Principal): readonly Naming[] {
  if (element === "*") return ["everyone"];
  const listed = listOf(element.AWS);
  const namings: Naming[] = listed.includes("*") ? ["everyone"] : [];
  if (principal.kind === "service") {
    if (listOf(element.Service).includes(principal.service)) namings.push("itself");
  }
  if (principal.kind === "assumed-role") {
    if (listed.includes(principal.sessionArn)) namings.push("itself");
    if (listed.includes(principal.roleArn)) namings.push("role");
    if (listed.some((name) => accountOf(name) === principal.accountId)) namings.push("account");
  }
  return namings;
}

/** The account that a principal is: its id, or the ARN that ends in `root`. */
function accountOf(name: string): string | undefined {
  return /^\d{12}$/.test(name) ? name : /^arn:[^:]*:iam::(\d{12}):root$/.exec(name)?.[1];
}

/**
 * Whether `NotPrincipal` spares the principal from a Deny. For a session AWS checks its account, its role and the session itself, and
 * denies each of them that is no exception. It never spares a role that has a permissions boundary.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 * @see https://aws.amazon.com/premiumsupport/knowledge-center/explicit-deny-principle-elements-s3/
 */
export function isSpared(
  element: RawPrincipal,
  principal: Principal,
  hasBoundary: boolean,
): boolean {
  const namings = namingsOf(element, principal);
  if (principal.kind !== "assumed-role") return namings.length > 0;
  if (hasBoundary) return false;
  if (namings.includes("everyone")) return true;
  return (["account", "role", "itself"] as const).every((naming) => namings.includes(naming));
}
