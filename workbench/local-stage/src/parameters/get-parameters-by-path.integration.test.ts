import {
  GetParametersByPathCommand,
  type GetParametersByPathCommandInput,
  PutParameterCommand,
  paginateGetParametersByPath,
} from "@aws-sdk/client-ssm";
import { expect, test } from "vitest";
import { keyArn, openTestParameters, parameterArn } from "./testing/open-test-parameters.ts";

const everything = [{ Action: ["ssm:*", "kms:*"], Resource: "*" }];
const names = ["/app/deep/one", "/app/deep/er/two", "/apple", "plain"];

async function open(statements = everything) {
  const client = await openTestParameters(statements);
  for (const Name of names) {
    await client.send(new PutParameterCommand({ Name, Value: Name, Type: "String" }));
  }
  return client;
}

const namesOf = (parameters: readonly { readonly Name?: string | undefined }[] = []) =>
  parameters.map(({ Name }) => Name);

// https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParametersByPath.html
test.each<[what: string, input: GetParametersByPathCommandInput, found: readonly string[]]>([
  ["those of one level", { Path: "/app" }, ["/app/rate", "/app/token"]],
  [
    "those of all levels",
    { Path: "/app", Recursive: true },
    ["/app/deep/er/two", "/app/deep/one", "/app/rate", "/app/token"],
  ],
  ["those below a path with a slash at its end", { Path: "/app/deep/" }, ["/app/deep/one"]],
  ["those of the first level", { Path: "/" }, ["/apple", "plain"]],
  ["none below a parameter", { Path: "/app/rate" }, []],
])("a path has %s", async (_what, input, found) => {
  const client = await open();
  const { Parameters, NextToken } = await client.send(new GetParametersByPathCommand(input));
  expect(namesOf(Parameters)).toEqual(found);
  expect(NextToken).toBeUndefined();
});

test("secrets are in place of the program's marks, with decryption alone", async () => {
  const client = await open();
  const read = async (WithDecryption: boolean) => {
    const { Parameters = [] } = await client.send(
      new GetParametersByPathCommand({ Path: "/app", WithDecryption }),
    );
    return Parameters.find(({ Name }) => Name === "/app/token")?.Value;
  };
  expect(await read(true)).toBe("filled");
  expect(await read(false)).not.toContain("filled");
});

test("the pages have at most MaxResults parameters", async () => {
  const client = await open();
  const pages: (string | undefined)[][] = [];
  const paginated = paginateGetParametersByPath(
    { client, pageSize: 3 },
    { Path: "/app", Recursive: true },
  );
  for await (const { Parameters } of paginated) pages.push(namesOf(Parameters));
  expect(pages).toEqual([["/app/deep/er/two", "/app/deep/one", "/app/rate"], ["/app/token"]]);
});

test.each([
  ["a path without a slash", { Path: "app" }, "ValidationException"],
  ["a page of 0", { Path: "/app", MaxResults: 0 }, "ValidationException"],
  ["a page of 11", { Path: "/app", MaxResults: 11 }, "ValidationException"],
  ["a token that no answer gave", { Path: "/app", NextToken: "*" }, "InvalidNextToken"],
  [
    "a filter",
    { Path: "/app", ParameterFilters: [{ Key: "Type", Values: ["String"] }] },
    "NotImplemented",
  ],
])("%s is refused", async (_what, input, name) => {
  const client = await open();
  await expect(client.send(new GetParametersByPathCommand(input))).rejects.toMatchObject({ name });
});

// https://docs.aws.amazon.com/systems-manager/latest/userguide/ps-retrieval-authorization.html
// https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-policy-conditions.html
test("IAM is asked for the path, with the condition key ssm:Recursive", async () => {
  const client = await openTestParameters([
    {
      Action: "ssm:GetParametersByPath",
      Resource: parameterArn("/app"),
      Condition: { StringEquals: { "ssm:Recursive": "false" } },
    },
  ]);
  const read = (Path: string, Recursive: boolean) =>
    client.send(new GetParametersByPathCommand({ Path, Recursive }));
  expect(namesOf((await read("/app", false)).Parameters)).toEqual(["/app/rate", "/app/token"]);
  const denied = { name: "AccessDeniedException" };
  await expect(read("/app", true)).rejects.toMatchObject(denied);
  await expect(read("/app/deep", false)).rejects.toMatchObject(denied);
});

test("decryption with a customer managed key needs that key too", async () => {
  const client = await openTestParameters([
    { Action: "ssm:*", Resource: parameterArn("/app*") },
    { Action: "kms:Encrypt", Resource: keyArn },
  ]);
  await client.send(
    new PutParameterCommand({
      Name: "/app/locked",
      Value: "quiet",
      Type: "SecureString",
      KeyId: keyArn,
    }),
  );
  const read = (WithDecryption: boolean) =>
    client.send(new GetParametersByPathCommand({ Path: "/app", WithDecryption }));
  expect((await read(false)).Parameters).toHaveLength(3);
  await expect(read(true)).rejects.toMatchObject({
    name: "AccessDeniedException",
    message: expect.stringContaining("kms:Decrypt"),
  });
});
