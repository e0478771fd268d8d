import { expect, test } from "vitest";
import { createTableDirectory } from "./table-directory.ts";
import { tableArnOf, tableOf } from "./testing/table-of.ts";

const directory = createTableDirectory([tableOf("tokens"), tableOf("other")], {
  region: "us-east-1",
  accountId: "123456789012",
});

// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html
test.each([
  ["GetItem", { TableName: "tokens" }, ["tokens"]],
  ["GetItem", { TableName: tableArnOf("tokens") }, ["tokens"]],
  ["GetItem", { TableName: "unknown" }, ["unknown"]],
  ["Query", { TableName: "tokens", IndexName: "byOwner" }, ["tokens/index/byOwner"]],
  ["PutItem", { TableName: "tokens", IndexName: "byOwner" }, ["tokens"]],
  ["BatchWriteItem", { RequestItems: { tokens: [], other: [] } }, ["tokens", "other"]],
  ["BatchWriteItem", { TableName: "other", RequestItems: { tokens: [] } }, ["tokens"]],
  ["GetItem", { TableName: "tokens", RequestItems: { other: [] } }, ["tokens"]],
])("%s of %j needs %j", (operation, input, resources) => {
  expect(directory.permissions(operation, input)).toEqual(
    resources.map((resource) => ({
      action: `dynamodb:${operation}`,
      resource: tableArnOf(resource),
      context: {},
    })),
  );
});

test("a request by ARN becomes one by name, and an unknown table is not found", () => {
  const keys = { Keys: [] };
  expect(
    directory.withNames("BatchGetItem", { RequestItems: { [tableArnOf("tokens")]: keys } }),
  ).toEqual({ RequestItems: { tokens: keys } });
  expect(() => directory.withNames("GetItem", { TableName: "unknown" })).toThrow(
    expect.objectContaining({ code: "ResourceNotFoundException" }),
  );
});
