import type { Principal } from "./access-request.ts";
import type { PrincipalElement, Statement } from "./policy.ts";

/**
 * How a statement matches a principal, on which the effect of an Allow depends: within an account `session` and `everyone` are sufficient,
 * `role` is limited by the role's boundary, and `account` leaves the decision to the account's own policies. `attached` is for policies
 * without a principal, which are attached to one.
 */
export type PrincipalMatch = "session" | "everyone" | "service" | "role" | "account" | "attached";

/** What decides who a principal of a statement is, besides the statement. */
export type PrincipalRules = {
  /** Whether the role has a permissions boundary. */
  readonly isBounded?: boolean;
  /** Whether the policy is that of a gateway endpoint. */
  readonly isGateway?: boolean;
};

/**
 * NotPrincipal exempts a role only without a permissions boundary: with one, the role is always denied. In the policy of a gateway endpoint
 * an account is its root user, and none of its roles.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 * and https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 * and https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 * and https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html#vpc-endpoint-policies-gateway
 */
export function compilePrincipal(
  statement: Pick<Statement, "Principal" | "NotPrincipal">,
  { isBounded = false, isGateway = false }: PrincipalRules = {},
): (principal: Principal) => PrincipalMatch | undefined {
  const { Principal: named, NotPrincipal: spared } = statement;
  if (named !== undefined) {
    const match = namedPrincipal(named);
    if (!isGateway) return match;
    return (principal) => {
      const found = match(principal);
      return found === "account" ? undefined : found;
    };
  }
  if (spared !== undefined) {
    const isSpared = exemptPrincipal(spared);
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

/** AWS checks the account, the role and the session: all of them have to be in the list. */
function exemptPrincipal(element: PrincipalElement): (principal: Principal) => boolean {
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
