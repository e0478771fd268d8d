import type { SecretDefinition } from "@stagecraft/plan/resources/secrets-manager/secret-definition";
import type { Account } from "../common/account.ts";
import { AwsError } from "../common/aws-error.ts";
import type { CreationTimes } from "../common/creation-times.ts";
import type { Operation } from "../common/operation.ts";
import type { AwsService } from "../endpoint/aws-service.ts";
import { jsonService } from "../endpoint/json-protocol.ts";
import { readFields, readString } from "../endpoint/read-fields.ts";
import { keyPermission } from "../kms/key-permission.ts";
import type { Secrets } from "../secrets/secrets.ts";

type SecretInput = {
  readonly secretId: string;
  readonly versionId: string | undefined;
  readonly versionStage: string;
};

/**
 * Secrets Manager, as far as it is implemented: `GetSecretValue` of the secrets in the Plan.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
 */
export function secretsManagerService(
  definitions: readonly SecretDefinition[],
  {
    region,
    accountId,
    secrets,
    createdAtMs,
  }: Account & { readonly secrets: Secrets; readonly createdAtMs: CreationTimes },
): AwsService {
  /** By name, by ARN, or by the ARN without the six random characters that Secrets Manager adds. */
  const find = (secretId: string) =>
    definitions.find(({ name, arn }) =>
      [name, arn, arn.replace(/-[^-]{6}$/, "")].includes(secretId),
    );

  const getSecretValue: Operation = {
    permissions(input) {
      const { secretId, versionId, versionStage } = readSecretInput(input);
      const secret = find(secretId);
      const unknownArn = secretId.startsWith("arn:")
        ? secretId
        : `arn:aws:secretsmanager:${region}:${accountId}:secret:${secretId}`;
      return [
        {
          action: "secretsmanager:GetSecretValue",
          resource: secret?.arn ?? unknownArn,
          // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html
          context: {
            "secretsmanager:SecretId": secretId,
            "secretsmanager:VersionStage": versionStage,
            ...(versionId === undefined ? {} : { "secretsmanager:VersionId": versionId }),
          },
        },
        ...(secret?.kmsKeyArn
          ? [
              keyPermission("kms:Decrypt", secret.kmsKeyArn, {
                service: "secretsmanager",
                context: encryptionContext(secret),
              }),
            ]
          : []),
      ];
    },
    run(input) {
      const { secretId, versionId, versionStage } = readSecretInput(input);
      const secret = find(secretId);
      if (!secret) throw notFound("secret.");
      const { current } = secret;
      if (!current || versionStage !== "AWSCURRENT") {
        throw notFound(`secret value for staging label: ${versionStage}`);
      }
      if (versionId !== undefined && versionId !== current.versionId) {
        throw notFound(`secret value for VersionId: ${versionId}`);
      }
      const { secretString, secretBinary } = secrets.fill(current);
      return {
        ARN: secret.arn,
        Name: secret.name,
        VersionId: current.versionId,
        VersionStages: ["AWSCURRENT"],
        CreatedDate: createdAtMs(`${secret.arn} ${current.versionId}`) / 1_000,
        ...(secretString === undefined ? {} : { SecretString: secretString }),
        ...(secretBinary === undefined ? {} : { SecretBinary: secretBinary }),
      };
    },
  };
  return jsonService("Secrets Manager", "secretsmanager", { GetSecretValue: getSecretValue });
}

function readSecretInput(input: unknown): SecretInput {
  const fields = readFields(input);
  const secretId = readString(fields, "SecretId");
  if (!secretId) {
    throw new AwsError("InvalidParameterException", "You must provide a value for SecretId.");
  }
  return {
    secretId,
    versionId: readString(fields, "VersionId"),
    versionStage: readString(fields, "VersionStage") ?? "AWSCURRENT",
  };
}

/** https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html#security-encryption-encryption-context */
function encryptionContext({ arn, current }: SecretDefinition) {
  return { SecretARN: arn, ...(current ? { SecretVersionId: current.versionId } : {}) };
}

function notFound(what: string) {
  return new AwsError(
    "ResourceNotFoundException",
    `Secrets Manager can't find the specified ${what}`,
  );
}
