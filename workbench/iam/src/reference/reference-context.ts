import type { AccessRequest } from "../access-request.ts";

/** The values of a context key, whatever its letter case. */
export type Context = (key: string) => string | readonly string[] | undefined;

/** What the request gives, over what follows from who asks for what. */
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
