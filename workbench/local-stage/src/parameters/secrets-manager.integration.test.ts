import {
  GetSecretValueCommand,
  ListSecretsCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import type { SecretDefinition } from "@stagecraft/plan/resources/secrets-manager/secret-definition";
import { expect, onTestFinished, test } from "vitest";
import { type Statement, serveServices } from "../dynamodb/testing/serve-services.ts";
import { secretsManagerService } from "./secrets-manager.ts";
import { testSecrets as secrets } from "./testing/open-test-parameters.ts";

const account = { region: "us-east-1", accountId: "123456789012" };
const keyArn = "arn:aws:kms:us-east-1:123456789012:key/0f4d9a52-6c2f-4f7b-9d3e-1f2a3b4c5d6e";
const createdAt = "2026-11-20T10:00:00.000Z";
const createdAtMs = () => Date.parse(createdAt);

function closing<Client extends { destroy(): void }>(client: Client): Client {
  onTestFinished(() => client.destroy());
  return client;
}

const secretArn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:app/database-AbCdEf";
const versionId = "7d0f5b1e-26a5-4a0f-8e0c-6b1f0c2d3e4f";

async function openSecrets(
  changes: Partial<SecretDefinition> = {},
  statements: readonly Statement[] = [
    { Action: "secretsmanager:GetSecretValue", Resource: `${secretArn.slice(0, -6)}*` },
  ],
) {
  const secret = {
    logicalName: "Database",
    name: "app/database",
    arn: secretArn,
    current: { versionId, secretString: '{"password":"{{secret:Pass}}"}' },
    ...changes,
  };
  const service = secretsManagerService([secret], { ...account, secrets, createdAtMs });
  return closing(
    new SecretsManagerClient(await serveServices({ secretsmanager: service }, statements)),
  );
}

// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
test.each([
  ["name", { SecretId: "app/database" }],
  ["ARN", { SecretId: secretArn }],
  ["ARN without its six random characters", { SecretId: secretArn.slice(0, -7) }],
  ["version", { SecretId: secretArn, VersionId: versionId, VersionStage: "AWSCURRENT" }],
])("a secret is read by its %s, with its value", async (_by, input) => {
  const client = await openSecrets();
  expect(await client.send(new GetSecretValueCommand(input))).toMatchObject({
    ARN: secretArn,
    Name: "app/database",
    VersionId: versionId,
    VersionStages: ["AWSCURRENT"],
    SecretString: '{"password":"filled"}',
    CreatedDate: new Date(createdAt),
  });
});

test("a binary secret comes as bytes", async () => {
  const client = await openSecrets({ current: { versionId, secretBinary: "AAH/" } });
  const { SecretBinary } = await client.send(new GetSecretValueCommand({ SecretId: secretArn }));
  expect(SecretBinary).toEqual(Uint8Array.of(0, 1, 255));
});

test.each([
  ["another secret", { SecretId: `${secretArn.slice(0, -6)}GhIjKl` }],
  ["an earlier version", { SecretId: secretArn, VersionStage: "AWSPREVIOUS" }],
  ["another version", { SecretId: secretArn, VersionId: "0f4d9a52-6c2f-4f7b-9d3e-1f2a3b4c5d6e" }],
])("%s is not found", async (_what, input) => {
  const client = await openSecrets();
  await expect(client.send(new GetSecretValueCommand(input))).rejects.toBeInstanceOf(
    ResourceNotFoundException,
  );
});

test("a secret with a customer managed key needs that key too", async () => {
  const client = await openSecrets({ kmsKeyArn: keyArn });
  await expect(
    client.send(new GetSecretValueCommand({ SecretId: secretArn })),
  ).rejects.toMatchObject({
    name: "AccessDeniedException",
    message: expect.stringContaining("kms:Decrypt"),
  });
});

test("without the permission a secret is denied, and listing is not implemented", async () => {
  const client = await openSecrets({}, []);
  await expect(
    client.send(new GetSecretValueCommand({ SecretId: "app/database" })),
  ).rejects.toMatchObject({ name: "AccessDeniedException" });
  await expect(client.send(new ListSecretsCommand({}))).rejects.toThrow(
    "not implemented here: Secrets Manager.ListSecrets",
  );
});
