import {
  GetParameterCommand,
  GetParametersCommand,
  HierarchyLevelLimitExceededException,
  HierarchyTypeMismatchException,
  ParameterAlreadyExists,
  ParameterVersionNotFound,
  PutParameterCommand,
  type PutParameterCommandInput,
  type SSMClient,
} from "@aws-sdk/client-ssm";
import { expect, test } from "vitest";
import {
  keyArn,
  openTestParameters,
  parameterArn,
  writtenAt,
} from "./testing/open-test-parameters.ts";

const onApp = parameterArn("/app/*");

const put = (client: SSMClient, input: Partial<PutParameterCommandInput>) =>
  client.send(new PutParameterCommand({ Name: "/app/new", Value: "1", Type: "String", ...input }));

const get = (client: SSMClient, Name = "/app/new", WithDecryption = false) =>
  client.send(new GetParameterCommand({ Name, WithDecryption }));

// https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
test("a parameter is created, and then read beside those of the program", async () => {
  const client = await openTestParameters();
  expect(await put(client, { Value: "a,b", Type: "StringList" })).toMatchObject({
    Version: 1,
    Tier: "Standard",
  });
  const { Parameters } = await client.send(
    new GetParametersCommand({ Names: ["/app/rate", "/app/new"] }),
  );
  expect(Parameters).toMatchObject([
    { Name: "/app/rate", Value: "12" },
    {
      Name: "/app/new",
      ARN: parameterArn("/app/new"),
      Type: "StringList",
      Value: "a,b",
      Version: 1,
      LastModifiedDate: writtenAt,
    },
  ]);
});

test("only a request that says so overwrites, and the version counts up", async () => {
  const client = await openTestParameters();
  await put(client, {});
  const twice = put(client, { Value: "2" });
  await expect(twice).rejects.toBeInstanceOf(ParameterAlreadyExists);
  await expect(twice).rejects.toThrow(
    "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.",
  );
  const Name = "/app/new";
  // The type is optional for an existing parameter.
  expect(
    await client.send(new PutParameterCommand({ Name, Value: "2", Overwrite: true })),
  ).toMatchObject({ Version: 2 });
  expect((await get(client)).Parameter).toMatchObject({ Value: "2", Version: 2 });
  expect((await get(client, "/app/new:2")).Parameter?.Value).toBe("2");
  await expect(get(client, "/app/new:1")).rejects.toBeInstanceOf(ParameterVersionNotFound);
});

test("a parameter of the program is overwritten, and text like a secret mark is kept as it is", async () => {
  const client = await openTestParameters();
  await expect(put(client, { Name: "/app/rate" })).rejects.toBeInstanceOf(ParameterAlreadyExists);
  const Value = "{{secret:Pass}}";
  expect(await put(client, { Name: "/app/rate", Value, Overwrite: true })).toMatchObject({
    Version: 2,
  });
  expect((await get(client, "/app/rate")).Parameter).toMatchObject({ Value, Version: 2 });
});

test("a secure parameter is readable only with decryption", async () => {
  const client = await openTestParameters();
  await put(client, { Type: "SecureString", Value: "quiet" });
  expect((await get(client)).Parameter).toMatchObject({ Type: "SecureString" });
  expect((await get(client)).Parameter?.Value).not.toContain("quiet");
  expect((await get(client, "/app/new", true)).Parameter?.Value).toBe("quiet");
});

// https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html
test.each([
  ["Standard", 4_096, "Standard"],
  [undefined, 4_096, "Standard"],
  ["Advanced", 8_192, "Advanced"],
  ["Intelligent-Tiering", 4_096, "Standard"],
  ["Intelligent-Tiering", 4_097, "Advanced"],
] as const)("with the tier %s a value of %i bytes is stored as %s", async (tier, bytes, stored) => {
  const client = await openTestParameters();
  const Tier = tier === undefined ? {} : { Tier: tier };
  expect(await put(client, { Value: "x".repeat(bytes), ...Tier })).toMatchObject({ Tier: stored });
});

test.each([
  ["Standard", 4_097, "maximum parameter value of 4096"],
  ["Advanced", 8_193, "maximum parameter value of 8192"],
  ["Intelligent-Tiering", 8_193, "maximum parameter value of 8192"],
] as const)("with the tier %s a value of %i bytes is refused", async (Tier, bytes, message) => {
  const client = await openTestParameters();
  await expect(put(client, { Value: "x".repeat(bytes), Tier })).rejects.toMatchObject({
    name: "ValidationException",
    message: expect.stringContaining(message),
  });
});

test("an advanced parameter does not become standard", async () => {
  const client = await openTestParameters();
  await put(client, { Tier: "Advanced" });
  await expect(put(client, { Tier: "Standard", Overwrite: true })).rejects.toThrow(
    "You can't downgrade a parameter",
  );
});

// https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html (Name, errors)
test.each([
  ["a name without a slash in a hierarchy", { Name: "app/new" }, "begin with a slash"],
  ["a reserved name", { Name: "/ssm-new" }, "must not begin with aws or ssm"],
  ["a name with other characters", { Name: "/app/new one" }, "letters, digits"],
  ["no value", { Value: "" }, "Value"],
  ["another tier", { Tier: "Best" as "Standard" }, "Tier must be"],
  ["no type for a new parameter", { Type: undefined }, "parameter type is required"],
])("%s is refused", async (_what, input, message) => {
  const client = await openTestParameters([{ Action: "ssm:*", Resource: "*" }]);
  await expect(put(client, input)).rejects.toMatchObject({
    name: "ValidationException",
    message: expect.stringContaining(message),
  });
});

test("another type and too many levels have errors of their own", async () => {
  const client = await openTestParameters();
  await expect(
    put(client, { Name: "/app/rate", Type: "SecureString", Overwrite: true }),
  ).rejects.toBeInstanceOf(HierarchyTypeMismatchException);
  await put(client, { Name: `/app${"/level".repeat(14)}` });
  await expect(put(client, { Name: `/app${"/level".repeat(15)}` })).rejects.toBeInstanceOf(
    HierarchyLevelLimitExceededException,
  );
});

test.each([
  ["AllowedPattern", { AllowedPattern: "^1$" }],
  ["Policies", { Policies: "[]" }],
  ["Tags", { Tags: [{ Key: "kind", Value: "plain" }] }],
  ["the data type aws:ec2:image", { DataType: "aws:ec2:image" }],
])("%s is not implemented, and says so", async (what, input) => {
  const client = await openTestParameters();
  await expect(put(client, input)).rejects.toThrow(
    `not implemented here: Systems Manager.PutParameter with ${what}`,
  );
});

// https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-policy-conditions.html
test("a role may be allowed to create parameters and not to overwrite them", async () => {
  const client = await openTestParameters([
    {
      Action: "ssm:PutParameter",
      Resource: onApp,
      Condition: { StringEquals: { "ssm:Overwrite": "false" } },
    },
  ]);
  await put(client, {});
  const denied = { name: "AccessDeniedException" };
  await expect(put(client, { Overwrite: true })).rejects.toMatchObject(denied);
  await expect(put(client, { Name: "/other" })).rejects.toMatchObject(denied);
});

// https://docs.aws.amazon.com/kms/latest/developerguide/services-parameter-store.html
test.each([
  ["Standard", "kms:Encrypt"],
  ["Advanced", "kms:GenerateDataKey"],
] as const)("a %s secure parameter with a customer managed key needs %s", async (Tier, action) => {
  const client = await openTestParameters([{ Action: "ssm:PutParameter", Resource: onApp }]);
  await put(client, { Type: "SecureString", Tier });
  await expect(
    put(client, { Type: "SecureString", Tier, KeyId: keyArn, Overwrite: true }),
  ).rejects.toMatchObject({
    name: "AccessDeniedException",
    message: expect.stringContaining(action),
  });
});
