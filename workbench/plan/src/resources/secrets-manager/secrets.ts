import type { Plan } from "../../plan.ts";
import { ownName, resourcesOf, textOf } from "../../resources.ts";
import { customerKeyArn } from "../kms/kms-keys.ts";
import type { SecretDefinition } from "./secret-definition.ts";

/** Every secret of Secrets Manager in the Plan, with the version in the program. */
export function secretsOf(plan: Plan): readonly SecretDefinition[] {
  const versions = new Map(
    resourcesOf(plan, "aws:secretsmanager/secretVersion:SecretVersion").map((version) => [
      version.inputs.secretId,
      version,
    ]),
  );
  return resourcesOf(plan, "aws:secretsmanager/secret:Secret").map((secret) => {
    const arn = textOf(secret, "arn");
    const version = versions.get(arn) ?? versions.get(textOf(secret, "id"));
    const kmsKeyArn = customerKeyArn(plan, secret.inputs.kmsKeyId);
    const { secretString, secretBinary } = version?.inputs ?? {};
    return {
      logicalName: ownName(secret),
      name: nameIn(arn),
      arn,
      ...(kmsKeyArn ? { kmsKeyArn } : {}),
      ...(version
        ? {
            current: {
              versionId: textOf(version, "versionId"),
              ...(typeof secretString === "string" ? { secretString } : {}),
              ...(typeof secretBinary === "string" ? { secretBinary } : {}),
            },
          }
        : {}),
    };
  });
}

/** An ARN ends in the name, a hyphen and six random characters: https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_iam-permissions.html */
function nameIn(arn: string): string {
  return arn.slice(arn.indexOf(":secret:") + ":secret:".length).replace(/-[^-]{6}$/, "");
}
