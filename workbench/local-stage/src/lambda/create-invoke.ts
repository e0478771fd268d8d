import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import type { Invoke } from "../common/invocation.ts";
import type { Authority } from "../iam/authority.ts";
import type { Lambda } from "./lambda.ts";

/** Invokes a function inside the stage: IAM decides, then the function runs. */
export function createInvoke(
  lambda: Lambda,
  authority: Authority,
  functions: readonly FunctionDefinition[],
): Invoke {
  const arnOf = new Map(functions.map(({ name, arn }) => [name, arn]));
  return async (nameOrArn, event, { caller, ...options }) => {
    const resource = arnOf.get(nameOrArn) ?? nameOrArn;
    const authorization = authority.authorize(caller, {
      action: "lambda:InvokeFunction",
      resource,
    });
    if (!authorization.allowed) return { kind: "denied", reason: authorization.explanation };
    return await lambda.run(resource, event, options);
  };
}
