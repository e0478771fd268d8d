import type { Json, Plan } from "../../plan.ts";
import { resourcesOf, textOf } from "../../resources.ts";

/** A customer managed KMS key with its key policy. */
export type KmsKeyDefinition = {
  readonly name: string;
  readonly arn: string;
  /** The default is KMS's own, which leaves the decision to IAM. */
  readonly policy: Json;
};

/** Every customer managed key of the Plan. */
export function kmsKeysOf(plan: Plan): readonly KmsKeyDefinition[] {
  const policies = resourcesOf(plan, "aws:kms/keyPolicy:KeyPolicy");
  return resourcesOf(plan, "aws:kms/key:Key").map((key) => {
    const arn = textOf(key, "arn");
    const own = policies.find(({ inputs }) =>
      [arn, key.outputs.keyId, key.outputs.id].includes(inputs.keyId),
    );
    return {
      name: key.name,
      arn,
      policy: own?.inputs.policy ?? key.inputs.policy ?? defaultPolicy(plan),
    };
  });
}

/**
 * The ARN of the customer managed key of a `keyId`, which is an ARN, an id or an alias. Undefined for an AWS managed key, which everyone
 * in the account may use through the service: https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-mgmt
 */
export function customerKeyArn(plan: Plan, keyId: Json | undefined): string | undefined {
  if (typeof keyId !== "string" || keyId === "" || /(^|:)alias\/aws\//.test(keyId))
    return undefined;
  const id = keyId.split(":").at(-1) ?? keyId;
  const target = aliasTarget(plan, id) ?? id;
  const found = resourcesOf(plan, "aws:kms/key:Key").find(({ outputs }) =>
    [outputs.arn, outputs.keyId, outputs.id].some((own) => own === target || own === keyId),
  );
  if (found) return textOf(found, "arn");
  if (keyId.startsWith("arn:")) return keyId;
  const rest = id.startsWith("alias/") ? id : `key/${id}`;
  return `arn:aws:kms:${plan.region}:${plan.accountId}:${rest}`;
}

function aliasTarget(plan: Plan, alias: string): Json | undefined {
  return resourcesOf(plan, "aws:kms/alias:Alias").find(({ inputs }) => inputs.name === alias)
    ?.inputs.targetKeyId;
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html */
function defaultPolicy({ accountId }: Plan): Json {
  return {
    Version: "2012-10-17",
    Id: "key-default-1",
    Statement: [
      {
        Sid: "Enable IAM User Permissions",
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${accountId}:root` },
        Action: "kms:*",
        Resource: "*",
      },
    ],
  };
}
