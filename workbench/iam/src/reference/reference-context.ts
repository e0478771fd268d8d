import type { AccessRequest, Principal } from "../access-request.ts";

/** The value of a condition key. Undefined when the request has no such key. */
export type Context = (key: string) => string | readonly string[] | undefined;

/** Names of condition keys do not depend on letter case. What the request gives has priority. */
export function contextOf({ context, principal, resourceAccountId }: AccessRequest): Context {
  return (key) => {
    for (const [name, value] of Object.entries(context)) {
      if (name.toLowerCase() === key.toLowerCase()) return value;
    }
    if (key.toLowerCase() === "aws:resourceaccount") return resourceAccountId || undefined;
    return principalKeys(principal)[key.toLowerCase()];
  };
}

/**
 * The keys about the principal. AWS does not document the account, the ARN and the type of a service.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
function principalKeys(principal: Principal): { readonly [key: string]: string } {
  switch (principal.kind) {
    case "assumed-role":
      return {
        "aws:principalarn": principal.roleArn,
        "aws:principalaccount": principal.accountId,
        "aws:principaltype": "AssumedRole",
        "aws:principalisawsservice": "false",
      };
    case "service":
      return {
        "aws:principalisawsservice": "true",
        "aws:principalservicename": principal.service,
      };
    case "anonymous":
      return { "aws:principalaccount": "anonymous", "aws:principaltype": "Anonymous" };
  }
}
