import type { AccessRequest } from "../access-request.ts";

/** The values of a context key, ignoring letter case. */
export type Context = (key: string) => string | readonly string[] | undefined;

/** The context of the request: given values have priority over those derived from the request. */
export function contextOf({ context, principal, resourceAccountId }: AccessRequest): Context {
  const implied =
    principal.kind === "assumed-role"
      ? {
          "aws:PrincipalArn": principal.roleArn,
          "aws:PrincipalAccount": principal.accountId,
          "aws:PrincipalType": "AssumedRole",
          "aws:PrincipalIsAWSService": "false",
        }
      : principal.kind === "service"
        ? { "aws:PrincipalIsAWSService": "true", "aws:PrincipalServiceName": principal.service }
        : { "aws:PrincipalType": "Anonymous" };
  const all = Object.entries({
    "aws:ResourceAccount": resourceAccountId,
    ...implied,
    ...context,
  });
  return (key) => all.findLast(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
}
