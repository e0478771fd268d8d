import type { Account } from "../common/account.ts";
import type { Permission } from "../common/operation.ts";
import { keyPermission } from "../kms/key-permission.ts";
import type { Parameter } from "./parameter.ts";
import { ssmParameterArn } from "./ssm-parameters-of.ts";

/** The ARN of a parameter, or of a path, that a request names by its name or ARN. */
export function namedArn(nameOrArn: string, account: Account): string {
  return nameOrArn.startsWith("arn:") ? nameOrArn : ssmParameterArn(nameOrArn, account);
}

/**
 * The use of the customer managed key of a SecureString; nothing for other types and for the AWS managed key.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/services-parameter-store.html
 */
export function parameterKeyPermissions(
  action: "kms:Decrypt" | "kms:Encrypt" | "kms:GenerateDataKey",
  { type, kmsKeyArn, arn }: Pick<Parameter, "type" | "kmsKeyArn" | "arn">,
): readonly Permission[] {
  if (type !== "SecureString" || kmsKeyArn === undefined) return [];
  return [keyPermission(action, kmsKeyArn, { service: "ssm", context: { PARAMETER_ARN: arn } })];
}
