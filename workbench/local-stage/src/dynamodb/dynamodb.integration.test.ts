import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ResourceNotFoundException,
  ScanCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { expect, test } from "vitest";
import { openTestDynamodb } from "./testing/open-test-dynamodb.ts";
import { tableArnOf, tableOf } from "./testing/table-of.ts";

const TableName = "tokens";
const id = (value: string) => ({ id: { S: value } });

test("the SDK puts, reads, updates and deletes an item, by the table's name and by its ARN", async () => {
  const { client } = await openTestDynamodb([tableOf(TableName)]);
  const Key = id("a");
  await client.send(new PutItemCommand({ TableName, Item: { ...Key, count: { N: "1" } } }));
  const { Attributes } = await client.send(
    new UpdateItemCommand({
      TableName: tableArnOf(TableName),
      Key,
      UpdateExpression: "SET #count = #count + :one, note = if_not_exists(note, :note)",
      ExpressionAttributeNames: { "#count": "count" },
      ExpressionAttributeValues: { ":one": { N: "1" }, ":note": { S: "new" } },
      ReturnValues: "ALL_NEW",
    }),
  );
  expect(Attributes).toEqual({ ...Key, count: { N: "2" }, note: { S: "new" } });
  const read = await client.send(
    new GetItemCommand({ TableName, Key, ProjectionExpression: "note", ConsistentRead: true }),
  );
  expect(read.Item).toEqual({ note: { S: "new" } });
  await client.send(new DeleteItemCommand({ TableName, Key }));
  expect((await client.send(new GetItemCommand({ TableName, Key }))).Item).toBeUndefined();
});

// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html (ReturnValuesOnConditionCheckFailure)
test("a failed condition returns the existing item if the caller asks for it", async () => {
  const { client } = await openTestDynamodb([tableOf(TableName)]);
  const Item = { ...id("a"), owner: { S: "first" } };
  const put = new PutItemCommand({
    TableName,
    Item,
    ConditionExpression: "attribute_not_exists(id)",
    ReturnValuesOnConditionCheckFailure: "ALL_OLD",
  });
  await client.send(put);
  const failure = await client.send(put).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ConditionalCheckFailedException);
  expect(failure).toMatchObject({ message: "The conditional request failed", Item });

  const update = {
    TableName,
    Key: id("a"),
    UpdateExpression: "REMOVE #owner",
    ConditionExpression: "#owner = :other",
    ExpressionAttributeNames: { "#owner": "owner" },
    ExpressionAttributeValues: { ":other": { S: "second" } },
  };
  const unasked = await client.send(new UpdateItemCommand(update)).catch((error) => error);
  expect(unasked).toBeInstanceOf(ConditionalCheckFailedException);
  expect(unasked.Item).toBeUndefined();
  const asked = { ...update, ReturnValuesOnConditionCheckFailure: "ALL_OLD" } as const;
  await expect(client.send(new UpdateItemCommand(asked))).rejects.toMatchObject({ Item });
  const missing = await client
    .send(new UpdateItemCommand({ ...asked, Key: id("none") }))
    .catch((error) => error);
  expect(missing).toBeInstanceOf(ConditionalCheckFailedException);
  expect(missing.Item).toBeUndefined();
});

test("one of many concurrent conditional puts succeeds, and the others see its item", async () => {
  const { client } = await openTestDynamodb([tableOf(TableName)]);
  const results = await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      client
        .send(
          new PutItemCommand({
            TableName,
            Item: { ...id("a"), owner: { N: `${n}` } },
            ConditionExpression: "attribute_not_exists(id)",
            ReturnValuesOnConditionCheckFailure: "ALL_OLD",
          }),
        )
        .then(
          () => ({ won: n }),
          (error: ConditionalCheckFailedException) => ({ met: Number(error.Item?.owner?.N) }),
        ),
    ),
  );
  const winners = results.flatMap((result) => ("won" in result ? [result.won] : []));
  expect(winners).toHaveLength(1);
  const met = results.flatMap((result) => ("met" in result ? [result.met] : []));
  expect(new Set(met)).toEqual(new Set(winners));
});

test("queries read a key in order, an index, and page by page", async () => {
  const { client } = await openTestDynamodb([
    tableOf("events", {
      attributes: [
        { name: "id", type: "S" },
        { name: "at", type: "N" },
        { name: "owner", type: "S" },
      ],
      key: [
        { name: "id", keyType: "HASH" },
        { name: "at", keyType: "RANGE" },
      ],
      indexes: [
        {
          name: "byOwner",
          scope: "global",
          key: [{ name: "owner", keyType: "HASH" }],
          projectionType: "KEYS_ONLY",
          nonKeyAttributes: [],
        },
      ],
    }),
  ]);
  const items = [10, 9, 2].map((at) => ({ ...id("a"), at: { N: `${at}` }, owner: { S: "me" } }));
  await client.send(
    new BatchWriteItemCommand({
      RequestItems: { events: items.map((Item) => ({ PutRequest: { Item } })) },
    }),
  );
  const query = {
    TableName: "events",
    KeyConditionExpression: "id = :id AND #at > :at",
    ExpressionAttributeNames: { "#at": "at" },
    ExpressionAttributeValues: { ":id": { S: "a" }, ":at": { N: "1" } },
    Limit: 2,
  };
  const first = await client.send(new QueryCommand(query));
  expect(first.Items?.map(({ at }) => at?.N)).toEqual(["2", "9"]);
  const rest = await client.send(
    new QueryCommand({ ...query, ExclusiveStartKey: first.LastEvaluatedKey }),
  );
  expect(rest.Items?.map(({ at }) => at?.N)).toEqual(["10"]);
  const byOwner = await client.send(
    new QueryCommand({
      TableName: "events",
      IndexName: "byOwner",
      KeyConditionExpression: "#owner = :me",
      ExpressionAttributeNames: { "#owner": "owner" },
      ExpressionAttributeValues: { ":me": { S: "me" } },
    }),
  );
  expect(byOwner.Count).toBe(3);
  const batch = await client.send(
    new BatchGetItemCommand({
      RequestItems: { events: { Keys: [{ ...id("a"), at: { N: "9" } }] } },
    }),
  );
  expect(batch.Responses?.events).toEqual([items[1]]);
});

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-items
test("the limit of an item is 400 KB", async () => {
  const { client } = await openTestDynamodb([tableOf(TableName)]);
  const itemOf = (bytes: number) => ({ ...id("a"), v: { S: "x".repeat(bytes - 4) } });
  await client.send(new PutItemCommand({ TableName, Item: itemOf(409_600) }));
  await expect(
    client.send(new PutItemCommand({ TableName, Item: itemOf(409_601) })),
  ).rejects.toMatchObject({
    name: "ValidationException",
    message: "Item size has exceeded the maximum allowed size",
  });
});

test("DescribeTable returns what is in the Plan", async () => {
  const { client } = await openTestDynamodb([tableOf(TableName)]);
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  expect(Table).toMatchObject({
    TableArn: tableArnOf(TableName),
    TableStatus: "ACTIVE",
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    BillingModeSummary: { BillingMode: "PAY_PER_REQUEST" },
  });
  const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
  expect(TimeToLiveDescription).toEqual({ TimeToLiveStatus: "ENABLED", AttributeName: "expires" });
});

test("a missing table and a missing operation are named", async () => {
  const { client } = await openTestDynamodb([tableOf(TableName)]);
  await expect(
    client.send(new GetItemCommand({ TableName: "nothing", Key: id("a") })),
  ).rejects.toBeInstanceOf(ResourceNotFoundException);
  await expect(
    client.send(
      new TransactWriteItemsCommand({
        TransactItems: [{ Put: { TableName, Item: id("a") } }],
      }),
    ),
  ).rejects.toThrow("not implemented here: DynamoDB.TransactWriteItems");
});

// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html
test("IAM is asked for each operation on the table, and on the index for a query of it", async () => {
  const { client } = await openTestDynamodb(
    [tableOf(TableName)],
    [
      { Action: "dynamodb:GetItem", Resource: tableArnOf(TableName) },
      { Action: "dynamodb:Query", Resource: `${tableArnOf(TableName)}/index/byOwner` },
    ],
  );
  await client.send(new GetItemCommand({ TableName, Key: id("a") }));
  const query = {
    TableName,
    KeyConditionExpression: "id = :id",
    ExpressionAttributeValues: { ":id": { S: "a" } },
  };
  const denied = [
    client.send(new PutItemCommand({ TableName, Item: id("a") })),
    client.send(new ScanCommand({ TableName })),
    client.send(new QueryCommand(query)),
    client.send(
      new BatchWriteItemCommand({
        RequestItems: { [TableName]: [{ PutRequest: { Item: id("a") } }] },
      }),
    ),
  ];
  for (const call of denied) {
    await expect(call).rejects.toMatchObject({ name: "AccessDeniedException" });
  }
  await expect(
    client.send(new QueryCommand({ ...query, IndexName: "byOwner" })),
  ).rejects.toMatchObject({ name: "ValidationException" });
});

/**
 * Seen on AWS: https://github.com/architect/dynalite/issues/184 and https://github.com/danishi/dynamodb-csv/issues/41. An update's error:
 * https://github.com/ExtendDB/extenddb/pull/275.
 */
test("an empty text is no key of an index: put, batch and update refuse it, and write nothing", async () => {
  const { client } = await openTestDynamodb([
    tableOf("orders", {
      attributes: [
        { name: "id", type: "S" },
        { name: "owner", type: "S" },
      ],
      indexes: [
        {
          name: "byOwner",
          scope: "global",
          key: [{ name: "owner", keyType: "HASH" }],
          projectionType: "KEYS_ONLY",
          nonKeyAttributes: [],
        },
      ],
    }),
  ]);
  const TableName = "orders";
  const [id, owner] = [{ S: "a" }, { S: "" }];
  const refusal = (message: string) => ({ name: "ValidationException", message });
  const putRefusal = refusal(
    "One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: byOwner, IndexKey: owner",
  );
  await expect(
    client.send(new PutItemCommand({ TableName, Item: { id, owner } })),
  ).rejects.toMatchObject(putRefusal);
  const puts = [{ id: { S: "b" } }, { id, owner }].map((Item) => ({ PutRequest: { Item } }));
  await expect(
    client.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: puts } })),
  ).rejects.toMatchObject(putRefusal);
  await expect(
    client.send(
      new UpdateItemCommand({
        TableName,
        Key: { id },
        UpdateExpression: "SET #owner = :owner",
        ExpressionAttributeNames: { "#owner": "owner" },
        ExpressionAttributeValues: { ":owner": owner },
      }),
    ),
  ).rejects.toMatchObject(
    refusal(
      "One or more parameter values are not valid. The update expression attempted to update a secondary index key to a value that is not supported. The AttributeValue for a key attribute cannot contain an empty string value.",
    ),
  );
  expect((await client.send(new ScanCommand({ TableName }))).Count).toBe(0);
});

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html (Number)
test("a sum beyond the range of numbers is refused, as is such a number", async () => {
  const { client } = await openTestDynamodb([tableOf("orders")]);
  const [TableName, Key] = ["orders", { id: { S: "a" } }];
  const largest = { N: `9.${"9".repeat(37)}E+125` };
  const overflow = /Number overflow\. Attempting to store a number with magnitude larger than/;
  await client.send(new PutItemCommand({ TableName, Item: { ...Key, n: largest } }));
  await expect(
    client.send(new PutItemCommand({ TableName, Item: { ...Key, n: { N: "1E+126" } } })),
  ).rejects.toThrow(overflow);
  for (const UpdateExpression of ["SET n = n + :n", "ADD n :n"]) {
    const ExpressionAttributeValues = { ":n": largest };
    await expect(
      client.send(
        new UpdateItemCommand({ TableName, Key, UpdateExpression, ExpressionAttributeValues }),
      ),
    ).rejects.toThrow(overflow);
  }
});

// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html (ReturnValues): "the updated attributes" as they are.
test("an update returns no attributes when those that it touches are gone", async () => {
  const { client } = await openTestDynamodb([tableOf("orders")]);
  const [TableName, Key] = ["orders", { id: { S: "a" } }];
  await client.send(new PutItemCommand({ TableName, Item: { ...Key, x: { S: "x" } } }));
  const remove = (ReturnValues: "UPDATED_NEW" | "UPDATED_OLD") =>
    client.send(
      new UpdateItemCommand({ TableName, Key, UpdateExpression: "REMOVE x", ReturnValues }),
    );
  expect(await remove("UPDATED_NEW")).not.toHaveProperty("Attributes");
  expect(await remove("UPDATED_OLD")).not.toHaveProperty("Attributes");
});
