import { qualifiedArn, splitFunctionArn } from "@stagecraft/plan/resources/lambda/function-arn";
import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import type { Invoke } from "../common/invocation.ts";
import type { Authority } from "../iam/authority.ts";
import type { Lambda } from "./lambda.ts";
import { latestVersion } from "./versions/published-version.ts";

/** Invokes a function inside the stage: IAM decides, then the function runs. */
export function createInvoke(
  lambda: Lambda,
  authority: Authority,
  functions: readonly FunctionDefinition[],
): Invoke {
  const arnOf = new Map(functions.map(({ name, arn }) => [name, arn]));
  return async (nameOrArn, event, { caller, ...options }) => {
    const { functionArn, qualifier: given } = splitFunctionArn(arnOf.get(nameOrArn) ?? nameOrArn);
    const qualifier = given === latestVersion ? undefined : given;
    // IAM and the resource policies see a version or an alias as a resource of its own:
    // https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
    const resource = qualifiedArn({ functionArn, qualifier });
    const authorization = authority.authorize(caller, {
      action: "lambda:InvokeFunction",
      resource,
    });
    if (!authorization.allowed) return { kind: "denied", reason: authorization.explanation };
    return await lambda.run(functionArn, event, {
      ...options,
      ...(qualifier === undefined ? {} : { qualifier }),
    });
  };
}
