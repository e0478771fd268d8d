import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";

/** The function with an ARN, which may name a version or an alias of it. */
export function calledFunction(
  functions: readonly FunctionDefinition[],
  arn: string,
): FunctionDefinition | undefined {
  return functions.find((each) => arn === each.arn || arn.startsWith(`${each.arn}:`));
}
