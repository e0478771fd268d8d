import type { Principal } from "./access-request.ts";
import type { PrincipalElement, Statement } from "./policy.ts";

/**
 * How a statement means a principal, since AWS counts an Allow by it: `session` and `everyone` grant by themselves
 * within an account, `role` grants within the role's boundary, and `account` leaves it to the account's own policies.
 * `attached` is for policies that name no principal because they belong to one.
 */
export type PrincipalMatch = "session" | "everyone" | "service" | "role" | "account" | "attached";

/**
 * Who is spared by NotPrincipal is so only without a permissions boundary: with one, a role is denied whoever is named.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 * and https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 * and https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export function compilePrincipal(
  statement: Pick<Statement, "Principal" | "NotPrincipal">,
  isBounded = false,
): (principal: Principal) => PrincipalMatch | undefined {
  const { Principal: named, NotPrincipal: spared } = statement;
  if (named !== undefined) return namedPrincipal(named);
  if (spared !== undefined) {
    const isSpared = sparedPrincipal(spared);
    return (principal) => {
      const isDeniedAnyway = isBounded && principal.kind === "assumed-role";
      return isSpared(principal) && !isDeniedAnyway ? undefined : "everyone";
    };
  }
  return () => "attached";
}

function namedPrincipal(element: PrincipalElement) {
  if (isEveryone(element)) return () => "everyone" as const;
  const aws = new Set(element.AWS);
  const services = new Set(element.Service);
  return (principal: Principal): PrincipalMatch | undefined => {
    if (principal.kind === "service")
      return services.has(principal.service) ? "service" : undefined;
    if (principal.kind === "anonymous") return undefined;
    if (aws.has(principal.sessionArn)) return "session";
    if (aws.has(principal.roleArn)) return "role";
    return namesAccount(aws, principal) ? "account" : undefined;
  };
}

/** AWS looks at the account, then the role, then the session: one that is missing from the list is denied. */
function sparedPrincipal(element: PrincipalElement): (principal: Principal) => boolean {
  if (isEveryone(element)) return () => true;
  const aws = new Set(element.AWS);
  const services = new Set(element.Service);
  return (principal) => {
    if (principal.kind === "service") return services.has(principal.service);
    if (principal.kind === "anonymous") return false;
    return (
      namesAccount(aws, principal) && aws.has(principal.roleArn) && aws.has(principal.sessionArn)
    );
  };
}

function isEveryone(element: PrincipalElement): element is "*" {
  return element === "*" || element.AWS?.includes("*") === true;
}

function namesAccount(
  aws: ReadonlySet<string>,
  { accountId, roleArn }: Extract<Principal, { kind: "assumed-role" }>,
): boolean {
  const partition = roleArn.split(":")[1];
  return aws.has(accountId) || aws.has(`arn:${partition}:iam::${accountId}:root`);
}
