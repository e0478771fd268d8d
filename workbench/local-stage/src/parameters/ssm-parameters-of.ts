import type { Plan } from "@stagecraft/plan/plan";
import { ownName, resourcesOf, textOf } from "@stagecraft/plan/resources";
import { customerKeyArn } from "@stagecraft/plan/resources/kms/kms-keys";

/** A parameter of Systems Manager as the Plan has it. */
export type SsmParameterDefinition = {
  readonly logicalName: string;
  readonly name: string;
  readonly arn: string;
  readonly type: "String" | "StringList" | "SecureString";
  /** Secret marks may stand in it. */
  readonly value: string;
  /** The customer's own key; absent means AWS's, which everybody in the account may use through the service. */
  readonly kmsKeyArn?: string;
};

/** Every parameter of the Plan. */
export function ssmParametersOf(plan: Plan): readonly SsmParameterDefinition[] {
  return resourcesOf(plan, "aws:ssm/parameter:Parameter").map((parameter) => {
    const name = textOf(parameter, "name");
    const { keyId, value, insecureValue } = parameter.inputs;
    const kmsKeyArn = customerKeyArn(plan, keyId);
    return {
      logicalName: ownName(parameter),
      name,
      arn: ssmParameterArn(name, plan),
      type: textOf(parameter, "type") as SsmParameterDefinition["type"],
      value: String(value ?? insecureValue),
      ...(kmsKeyArn ? { kmsKeyArn } : {}),
    };
  });
}

/** The slash that a name may start with is the one of the ARN: https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-access.html */
export function ssmParameterArn(
  name: string,
  { region, accountId }: { readonly region: string; readonly accountId: string },
): string {
  return `arn:aws:ssm:${region}:${accountId}:parameter/${name.replace(/^\//, "")}`;
}
