import {
  GetSecretValueCommand,
  ListSecretsCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import {
  DeleteParameterCommand,
  DeleteParametersCommand,
  GetParameterCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  ParameterAlreadyExists,
  ParameterNotFound,
  ParameterVersionNotFound,
  PutParameterCommand,
  type PutParameterCommandInput,
  paginateGetParametersByPath,
  SSMClient,
} from "@aws-sdk/client-ssm";
import type { SecretDefinition } from "@stagecraft/plan/resources/secrets-manager/secret-definition";
import { expect, onTestFinished, test } from "vitest";
import { type Statement, serveServices } from "../dynamodb/testing/serve-services.ts";
import type { Secrets } from "../secrets/secrets.ts";
import type { Settings } from "../stage/settings.ts";
import { openParameterStore } from "./parameter-store.ts";
import { secretsManagerService } from "./secrets-manager.ts";
import { ssmService } from "./ssm.ts";
import type { SsmParameterDefinition } from "./ssm-parameters-of.ts";

const account = { region: "us-east-1", accountId: "123456789012" };
const keyArn = "arn:aws:kms:us-east-1:123456789012:key/0f4d9a52-6c2f-4f7b-9d3e-1f2a3b4c5d6e";
const createdAt = "2026-11-20T10:00:00.000Z";
const createdAtMs = () => Date.parse(createdAt);
const changedAt = "2026-11-21T12:00:00.000Z";
/** Replaces every mark by one value. */
const secrets: Secrets = {
  fill: (value) => JSON.parse(JSON.stringify(value).replaceAll("{{secret:Pass}}", "filled")),
};

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

const parameterArn = "arn:aws:ssm:us-east-1:123456789012:parameter/app/rate";

async function openParameters(
  statements: readonly Statement[] = [
    {
      Action: ["ssm:GetParameter", "ssm:GetParameters"],
      Resource: "arn:aws:ssm:us-east-1:123456789012:parameter/app/*",
    },
  ],
  settings: Settings = settingsInMemory(),
) {
  const parameters: SsmParameterDefinition[] = [
    { logicalName: "Rate", name: "/app/rate", arn: parameterArn, type: "String", value: "12" },
    {
      logicalName: "Token",
      name: "/app/token",
      arn: parameterArn.replace("rate", "token"),
      type: "SecureString",
      value: "{{secret:Pass}}",
    },
  ];
  const store = openParameterStore(parameters, {
    ...account,
    createdAtMs,
    nowMs: () => Date.parse(changedAt),
    settings,
  });
  const service = ssmService(store, { ...account, secrets });
  return closing(new SSMClient(await serveServices({ ssm: service }, statements)));
}

/** Settings in memory; those of another opening are the same. */
function settingsInMemory(): Settings {
  const values = new Map<string, unknown>();
  return <Value>(key: string, planned: Value) => ({
    get: () => (values.get(key) ?? planned) as Value,
    set: (value: Value) => void values.set(key, value),
  });
}

// https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
test.each(["/app/rate", "/app/rate:1", parameterArn])("the parameter %s is read", async (Name) => {
  const client = await openParameters();
  const { Parameter } = await client.send(new GetParameterCommand({ Name }));
  expect(Parameter).toMatchObject({
    Name: "/app/rate",
    ARN: parameterArn,
    Type: "String",
    Value: "12",
    Version: 1,
    LastModifiedDate: new Date(createdAt),
  });
});

test("a secure parameter is readable only with decryption", async () => {
  const client = await openParameters();
  const Name = "/app/token";
  const plain = await client.send(new GetParameterCommand({ Name, WithDecryption: true }));
  expect(plain.Parameter?.Value).toBe("filled");
  const unread = await client.send(new GetParameterCommand({ Name }));
  expect(unread.Parameter?.Type).toBe("SecureString");
  expect(Buffer.from(unread.Parameter?.Value ?? "", "base64").toString()).not.toContain("filled");
});

test("several parameters are returned together, with the names of missing ones", async () => {
  const client = await openParameters();
  const { Parameters, InvalidParameters } = await client.send(
    new GetParametersCommand({ Names: ["/app/rate", "/app/none"] }),
  );
  expect(Parameters?.map(({ Name }) => Name)).toEqual(["/app/rate"]);
  expect(InvalidParameters).toEqual(["/app/none"]);
});

test("missing, denied and unimplemented requests have their errors", async () => {
  const client = await openParameters();
  const get = (Name: string) => client.send(new GetParameterCommand({ Name }));
  await expect(get("/app/none")).rejects.toBeInstanceOf(ParameterNotFound);
  await expect(get("/app/rate:2")).rejects.toBeInstanceOf(ParameterVersionNotFound);
  await expect(get("/other/rate")).rejects.toMatchObject({ name: "AccessDeniedException" });
});

const changing: readonly Statement[] = [
  { Action: "ssm:*", Resource: "arn:aws:ssm:us-east-1:123456789012:parameter/app*" },
];

// https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
test("a parameter is created, overwritten only on request, and deleted", async () => {
  const client = await openParameters(changing);
  const put = (input: Partial<PutParameterCommandInput>) =>
    client.send(new PutParameterCommand({ Name: "/app/new", Value: "1", ...input }));
  await expect(put({})).rejects.toThrow("A parameter type is required");
  expect(await put({ Type: "String" })).toMatchObject({ Version: 1, Tier: "Standard" });
  await expect(put({ Value: "2" })).rejects.toBeInstanceOf(ParameterAlreadyExists);
  expect(await put({ Value: "2", Overwrite: true })).toMatchObject({ Version: 2 });
  const get = (Name: string) => client.send(new GetParameterCommand({ Name }));
  expect((await get("/app/new")).Parameter).toMatchObject({
    Value: "2",
    Version: 2,
    Type: "String",
    LastModifiedDate: new Date(changedAt),
  });
  await expect(get("/app/new:1")).rejects.toBeInstanceOf(ParameterVersionNotFound);
  await client.send(new DeleteParameterCommand({ Name: "/app/new" }));
  await expect(get("/app/new")).rejects.toBeInstanceOf(ParameterNotFound);
  await expect(
    client.send(new DeleteParameterCommand({ Name: "/app/new" })),
  ).rejects.toBeInstanceOf(ParameterNotFound);
});

test("a parameter of the program is overwritten, and deleted together with others", async () => {
  const client = await openParameters(changing);
  const Name = "/app/rate";
  const put = { Name, Value: "13", Overwrite: true };
  expect(await client.send(new PutParameterCommand(put))).toMatchObject({ Version: 2 });
  expect((await client.send(new GetParameterCommand({ Name }))).Parameter?.Value).toBe("13");
  const both = new DeleteParametersCommand({ Names: [Name, "/app/none"] });
  expect(await client.send(both)).toMatchObject({
    DeletedParameters: [Name],
    InvalidParameters: ["/app/none"],
  });
  await expect(client.send(new GetParameterCommand({ Name }))).rejects.toBeInstanceOf(
    ParameterNotFound,
  );
});

// https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-parameter-name-constraints.html
test.each<[what: string, input: Partial<PutParameterCommandInput>, message: string]>([
  ["a value above 4 KB", { Value: "x".repeat(4_097) }, "maximum parameter value of 4096"],
  ["one above 8 KB", { Value: "x".repeat(8_193), Tier: "Advanced" }, "value of 8192"],
  ["a path without a slash", { Name: "app/new" }, "fully qualified"],
  ["another character", { Name: "/app/ne w" }, "Only a mix of letters"],
  ["AWS's own names", { Name: "/aws/app" }, 'prefixed with "aws"'],
  ["a path of 16 levels", { Name: "/app".repeat(16) }, "maximum of 15 levels"],
  ["a pattern", { AllowedPattern: ".*" }, "not implemented here: Systems Manager.PutParameter"],
])("%s is refused", async (_what, input, message) => {
  const client = await openParameters([{ Action: "ssm:*", Resource: "*" }]);
  const put = { Name: "/app/new", Value: "1", Type: "String", ...input } as const;
  await expect(client.send(new PutParameterCommand(put))).rejects.toThrow(message);
});

test("a value above 4 KB becomes an advanced parameter where the caller lets it", async () => {
  const client = await openParameters(changing);
  const put = { Name: "/app/long", Value: "x".repeat(5_000), Type: "String" } as const;
  expect(
    await client.send(new PutParameterCommand({ ...put, Tier: "Intelligent-Tiering" })),
  ).toMatchObject({ Tier: "Advanced" });
});

// https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParametersByPath.html
test("the parameters below a path come in pages, those of deeper levels only on request", async () => {
  const settings = settingsInMemory();
  const client = await openParameters(changing, settings);
  const names = Array.from({ length: 12 }, (_, index) => `/app/deep/${index + 10}`);
  for (const Name of names) {
    await client.send(new PutParameterCommand({ Name, Value: Name, Type: "String" }));
  }
  const list = async (of: SSMClient, Path: string, Recursive: boolean) => {
    const found: (string | undefined)[] = [];
    const pages = paginateGetParametersByPath({ client: of }, { Path, Recursive });
    for await (const { Parameters = [] } of pages)
      found.push(...Parameters.map(({ Name }) => Name));
    return found;
  };
  expect(await list(client, "/app/deep", false)).toEqual(names);
  expect(await list(client, "/app", false)).toEqual(["/app/rate", "/app/token"]);
  expect(await list(client, "/app", true)).toEqual([...names, "/app/rate", "/app/token"]);
  await expect(list(client, "app", true)).rejects.toThrow("it must be a path");
  // They outlive a restart of the stage, whose settings are kept.
  expect(await list(await openParameters(changing, settings), "/app/deep/", true)).toEqual(names);
});

test("each change asks for its own permission", async () => {
  const client = await openParameters([]);
  for (const [command, action] of [
    [new PutParameterCommand({ Name: "/app/new", Value: "1", Type: "String" }), "PutParameter"],
    [new DeleteParameterCommand({ Name: "/app/rate" }), "DeleteParameter"],
    [new GetParametersByPathCommand({ Path: "/app" }), "GetParametersByPath"],
  ] as const) {
    await expect(client.send(command as GetParametersByPathCommand)).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: expect.stringContaining(`ssm:${action}`),
    });
  }
});
