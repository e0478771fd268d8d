import { splitFunctionArn } from "@stagecraft/plan/resources/lambda/function-arn";
import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import { AwsError } from "../common/aws-error.ts";
import { latestVersion } from "../lambda/versions/published-version.ts";

/** A function as a call names it. `qualifier` is a published version or an alias; absent for `$LATEST`. */
export type NamedFunction = {
  readonly definition: FunctionDefinition;
  readonly qualifier?: string;
};

/**
 * Finds a function by its name, or by its ARN whole or from the account on, each with or without a qualifier.
 * @throws AwsError ResourceNotFoundException, InvalidParameterValueException for two qualifiers that differ
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export function findFunction(
  functions: readonly FunctionDefinition[],
  nameOrArn: string,
  qualifier?: string,
): NamedFunction {
  for (const definition of functions) {
    const { name, arn } = definition;
    const partial = arn.split(":").slice(4).join(":");
    const found = [name, arn, partial].find(
      (form) => nameOrArn === form || nameOrArn.startsWith(`${form}:`),
    );
    if (found === undefined) continue;
    const { qualifier: own } = splitFunctionArn(arn + nameOrArn.slice(found.length));
    if (own !== undefined && qualifier !== undefined && own !== qualifier) {
      throw new AwsError(
        "InvalidParameterValueException",
        "The derived qualifier from the function name does not match the specified qualifier.",
      );
    }
    const wanted = own ?? qualifier;
    return wanted === undefined || wanted === latestVersion
      ? { definition }
      : { definition, qualifier: wanted };
  }
  throw new AwsError("ResourceNotFoundException", `Function not found: ${nameOrArn}`, {
    status: 404,
  });
}
