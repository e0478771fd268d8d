import type { Plan } from "@stagecraft/plan/plan";
import { ownName, resourcesOf, textOf } from "@stagecraft/plan/resources";
import { customerKeyArn } from "@stagecraft/plan/resources/kms/kms-keys";
import { parameterTier } from "./parameter-tier.ts";

/** A Systems Manager parameter of the Plan. */
export type SsmParameterDefinition = {
  readonly logicalName: string;
  readonly name: string;
  readonly arn: string;
  readonly type: "String" | "StringList" | "SecureString";
  /** May contain secret marks. */
  readonly value: string;
  readonly tier: "Standard" | "Advanced";
  /** The customer managed key; absent for the AWS managed key, which everybody in the account may use through the service. */
  readonly kmsKeyArn?: string;
};

/** Every parameter of the Plan. */
export function ssmParametersOf(plan: Plan): readonly SsmParameterDefinition[] {
  return resourcesOf(plan, "aws:ssm/parameter:Parameter").map((parameter) => {
    const name = textOf(parameter, "name");
    const { keyId, insecureValue, tier } = parameter.inputs;
    const value = String(parameter.inputs.value ?? insecureValue);
    const kmsKeyArn = customerKeyArn(plan, keyId);
    return {
      logicalName: ownName(parameter),
      name,
      arn: ssmParameterArn(name, plan),
      type: textOf(parameter, "type") as SsmParameterDefinition["type"],
      value,
      tier: parameterTier(tier, value),
      ...(kmsKeyArn ? { kmsKeyArn } : {}),
    };
  });
}

/** A name's leading slash is not repeated in the ARN: https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-access.html */
export function ssmParameterArn(
  name: string,
  { region, accountId }: { readonly region: string; readonly accountId: string },
): string {
  return `arn:aws:ssm:${region}:${accountId}:parameter/${name.replace(/^\//, "")}`;
}
