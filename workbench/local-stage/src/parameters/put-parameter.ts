import type { Account } from "../common/account.ts";
import { AwsError } from "../common/aws-error.ts";
import type { Operation } from "../common/operation.ts";
import { checkParameter } from "./check-parameter.ts";
import type { ParameterContent } from "./parameter.ts";
import { parameterKeyPermissions } from "./parameter-permissions.ts";
import type { ParameterStore } from "./parameter-store.ts";
import { parameterTier } from "./parameter-tier.ts";
import { invalid } from "./read-parameter-fields.ts";
import { readPutParameter } from "./read-put-parameter.ts";
import { ssmParameterArn } from "./ssm-parameters-of.ts";

/** The ARN of the customer managed key of a `KeyId`; undefined for the AWS managed key. */
export type FindKey = (keyId: string | undefined) => string | undefined;

/**
 * Creates a parameter, or gives it its next version.
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
 */
export function putParameter(store: ParameterStore, account: Account, findKey: FindKey): Operation {
  function contentOf(input: unknown): ParameterContent & { readonly overwrite: boolean } {
    const { name, value, overwrite, ...given } = readPutParameter(input);
    const before = store.find(name);
    const type = given.type ?? before?.type;
    if (type === undefined) {
      throw invalid("A parameter type is required when you create a parameter.");
    }
    const kmsKeyArn = type === "SecureString" ? findKey(given.keyId) : undefined;
    return {
      name,
      value,
      type,
      overwrite,
      tier: parameterTier(given.tier, value, before?.tier),
      ...(kmsKeyArn ? { kmsKeyArn } : {}),
    };
  }

  return {
    permissions(input) {
      const { name, type, tier, kmsKeyArn, overwrite } = contentOf(input);
      const arn = ssmParameterArn(name, account);
      const keyAction = tier === "Advanced" ? "kms:GenerateDataKey" : "kms:Encrypt";
      return [
        {
          action: "ssm:PutParameter",
          resource: arn,
          // https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-policy-conditions.html
          context: { "ssm:Overwrite": String(overwrite) },
        },
        ...parameterKeyPermissions(keyAction, {
          type,
          arn,
          ...(kmsKeyArn ? { kmsKeyArn } : {}),
        }),
      ];
    },
    run(input) {
      const { overwrite, ...content } = contentOf(input);
      const before = store.find(content.name);
      if (before && !overwrite) {
        throw new AwsError(
          "ParameterAlreadyExists",
          "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.",
        );
      }
      checkParameter(content, before);
      return { Version: store.put(content), Tier: content.tier };
    },
  };
}
