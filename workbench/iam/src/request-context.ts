import type { AccessRequest, Principal } from "./access-request.ts";

/** The value of a context key, which is in lower case. Undefined when the request has no such key. */
export type ContextLookup = (key: string) => string | readonly string[] | undefined;

/** Looks up context keys, ignoring letter case. Given values have priority over those derived from the request. */
export function contextLookup(
  request: Pick<AccessRequest, "principal" | "context" | "resourceAccountId">,
): ContextLookup {
  let given: Map<string, string | readonly string[]> | undefined;
  return (key) => {
    if (given === undefined) {
      given = new Map();
      for (const name in request.context) {
        const value = request.context[name];
        if (value !== undefined) given.set(name.toLowerCase(), value);
      }
    }
    return given.get(key) ?? impliedValue(key, request.principal, request.resourceAccountId);
  };
}

/**
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 * For a role session `aws:PrincipalArn` is the role, not the session. The account of an anonymous caller is `anonymous`.
 */
function impliedValue(key: string, principal: Principal, resourceAccountId: string) {
  switch (key) {
    case "aws:principalarn":
      return principal.kind === "assumed-role" ? principal.roleArn : undefined;
    case "aws:principalaccount":
      if (principal.kind === "assumed-role") return principal.accountId;
      return principal.kind === "anonymous" ? "anonymous" : undefined;
    case "aws:principaltype":
      if (principal.kind === "assumed-role") return "AssumedRole";
      return principal.kind === "anonymous" ? "Anonymous" : undefined;
    case "aws:principalisawsservice":
      if (principal.kind === "anonymous") return undefined;
      return principal.kind === "service" ? "true" : "false";
    case "aws:principalservicename":
      return principal.kind === "service" ? principal.service : undefined;
    case "aws:resourceaccount":
      return resourceAccountId === "" ? undefined : resourceAccountId;
    default:
      return undefined;
  }
}
