import { splitFunctionArn } from "@stagecraft/plan/resources/lambda/function-arn";
import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import type { Account } from "../common/account.ts";
import { AwsError } from "../common/aws-error.ts";
import { functionNotFound } from "../lambda/versions/alias-errors.ts";
import { latestVersion } from "../lambda/versions/published-version.ts";

/** A function as a call names it. `qualifier` is a published version or an alias; absent for `$LATEST`. */
export type NamedFunction = {
  readonly definition: FunctionDefinition;
  readonly qualifier?: string;
};

/** Finds a function by what a call names: see `functionFinder`. */
export type FindFunction = (nameOrArn: string, qualifier?: string) => NamedFunction;

/** The constraint in the words of the API's own error. */
const namePattern =
  "(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_\\.]+)(:(\\$LATEST(\\.PUBLISHED)?|[a-zA-Z0-9-_]+))?";
const validName = new RegExp(`^${namePattern}$`);

/**
 * Finds a function by its name, or by its ARN whole or from the account on, each with or without a qualifier.
 * @throws AwsError ValidationException for a malformed name, ResourceNotFoundException, InvalidParameterValueException for two
 * qualifiers that differ
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export function functionFinder(
  functions: readonly FunctionDefinition[],
  account: Account,
): FindFunction {
  return (nameOrArn, qualifier) => findFunction(functions, account, nameOrArn, qualifier);
}

function findFunction(
  functions: readonly FunctionDefinition[],
  { region, accountId }: Account,
  nameOrArn: string,
  qualifier: string | undefined,
): NamedFunction {
  if (!validName.test(nameOrArn)) {
    throw new AwsError(
      "ValidationException",
      `1 validation error detected: Value '${nameOrArn}' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: ${namePattern}`,
    );
  }
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
  const name = nameOrArn.replace(/^(\d{12}:)?(function:)?/, "");
  const functionArn = nameOrArn.startsWith("arn:")
    ? nameOrArn
    : `arn:aws:lambda:${region}:${accountId}:function:${name}`;
  throw functionNotFound(functionArn, qualifier);
}
