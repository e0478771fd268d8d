import {
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
} from "@aws-sdk/client-dynamodb";
import { expect, test } from "vitest";
import { openTestDynamodb } from "./testing/open-test-dynamodb.ts";
import { tableOf } from "./testing/table-of.ts";

const TableName = "tokens";
const id = (value: string) => ({ id: { S: value } });

const indexed = tableOf(TableName, {
  attributes: [
    { name: "id", type: "S" },
    { name: "owner", type: "S" },
  ],
  indexes: [
    {
      name: "byOwner",
      scope: "global",
      key: [{ name: "owner", keyType: "HASH" }],
      projectionType: "ALL",
      nonKeyAttributes: [],
    },
  ],
});

test("items survive a restart, and a new index has the existing items", async () => {
  const { client, restart } = await openTestDynamodb([tableOf(TableName)]);
  const Item = { ...id("a"), owner: { S: "me" } };
  await client.send(new PutItemCommand({ TableName, Item }));
  await restart([indexed]);
  const byOwner = await client.send(
    new QueryCommand({
      TableName,
      IndexName: "byOwner",
      KeyConditionExpression: "#owner = :me",
      ExpressionAttributeNames: { "#owner": "owner" },
      ExpressionAttributeValues: { ":me": { S: "me" } },
    }),
  );
  expect(byOwner.Items).toEqual([Item]);
  await restart([tableOf(TableName)]);
  expect((await client.send(new GetItemCommand({ TableName, Key: id("a") }))).Item).toEqual(Item);
});

test("a table whose key changes is created again, which is logged", async () => {
  const { client, restart, logged } = await openTestDynamodb([tableOf(TableName)]);
  await client.send(new PutItemCommand({ TableName, Item: id("a") }));
  await restart([tableOf(TableName, { attributes: [{ name: "id", type: "N" }] })]);
  expect((await client.send(new ScanCommand({ TableName }))).Count).toBe(0);
  expect(logged).toEqual([expect.stringContaining("tokens has another key")]);
  await client.send(new PutItemCommand({ TableName, Item: { id: { N: "1" } } }));
});

test("a stream and a key of several attributes are refused at the start", async () => {
  await expect(openTestDynamodb([tableOf(TableName, { streamEnabled: true })])).rejects.toThrow(
    /tokens has a stream/,
  );
  const key = ["owner", "country"].map((name) => ({ name, keyType: "HASH" as const }));
  const indexes = indexed.indexes.map((index) => ({ ...index, key }));
  await expect(openTestDynamodb([tableOf(TableName, { indexes })])).rejects.toThrow(
    /byOwner of the table tokens has several HASH attributes/,
  );
});
