import type { Caller } from "./caller.ts";

type Role = Extract<Caller, { kind: "role" }>;

/** The ARN of a role's session. Lambda names it after the function. */
export function sessionArnOf({ roleArn, functionName = "session" }: Role): string {
  const [, , , , accountId = ""] = roleArn.split(":");
  return `arn:aws:sts::${accountId}:assumed-role/${roleArn.split("/").at(-1)}/${functionName}`;
}
