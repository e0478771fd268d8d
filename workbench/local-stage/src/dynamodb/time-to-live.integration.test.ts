import {
  BatchWriteItemCommand,
  PutItemCommand,
  ScanCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { expect, test } from "vitest";
import { openTestDynamodb } from "./testing/open-test-dynamodb.ts";
import { tableOf } from "./testing/table-of.ts";

const TableName = "tokens";
const id = (value: string) => ({ id: { S: value } });

async function openWithSeconds() {
  const stage = await openTestDynamodb([tableOf(TableName)]);
  return {
    ...stage,
    inSeconds: (seconds: number) => ({ N: `${Math.floor(stage.clock.nowMs() / 1_000) + seconds}` }),
    async ids(): Promise<unknown[]> {
      const { Items = [] } = await stage.client.send(new ScanCommand({ TableName }));
      return Items.map((item) => item.id?.S).sort();
    },
    /** Resolves when the next removal is planned. */
    planned: () => expect.poll(() => stage.clock.nextDueMs(), { interval: 5 }).toBeDefined(),
    idsBecome(wanted: readonly string[]) {
      return expect.poll(() => this.ids(), { interval: 5 }).toEqual(wanted);
    },
  };
}

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/howitworks-ttl.html
test("expired items are deleted, whatever operation wrote the time", async () => {
  const stage = await openWithSeconds();
  const { client, clock, inSeconds } = stage;
  const expires = inSeconds(3_600);
  await client.send(new PutItemCommand({ TableName, Item: { ...id("put"), expires } }));
  await client.send(
    new BatchWriteItemCommand({
      RequestItems: { [TableName]: [{ PutRequest: { Item: { ...id("batch"), expires } } }] },
    }),
  );
  await client.send(
    new UpdateItemCommand({
      TableName,
      Key: id("update"),
      UpdateExpression: "SET #e = :e",
      ExpressionAttributeNames: { "#e": "expires" },
      ExpressionAttributeValues: { ":e": expires },
    }),
  );
  await client.send(
    new PutItemCommand({ TableName, Item: { ...id("later"), expires: inSeconds(7_200) } }),
  );
  await client.send(new PutItemCommand({ TableName, Item: id("stays") }));
  clock.advance(3_600_000);
  expect(await stage.ids()).toEqual(["batch", "later", "put", "stays", "update"]);
  clock.advance(1_000);
  await stage.idsBecome(["later", "stays"]);
  clock.advance(3_600_000);
  await stage.idsBecome(["stays"]);
  expect(clock.nextDueMs()).toBeUndefined();
});

test("a time that is not a number, or five years old, deletes nothing", async () => {
  const stage = await openWithSeconds();
  const { client, clock, inSeconds } = stage;
  const past = [{ S: inSeconds(-60).N }, inSeconds(-6 * 366 * 86_400)];
  for (const [index, expires] of past.entries()) {
    await client.send(new PutItemCommand({ TableName, Item: { ...id(`${index}`), expires } }));
  }
  expect(clock.nextDueMs()).toBeUndefined();
  await client.send(
    new PutItemCommand({ TableName, Item: { ...id("over"), expires: inSeconds(-60) } }),
  );
  clock.advance(60_000);
  await stage.idsBecome(["0", "1"]);
});

test("items that expire while the stage is down are deleted at the next start, and the others keep their time", async () => {
  const stage = await openWithSeconds();
  const { client, clock, inSeconds } = stage;
  for (const [name, seconds] of [
    ["soon", 60],
    ["later", 600],
  ] as const) {
    const Item = { ...id(name), expires: inSeconds(seconds) };
    await client.send(new PutItemCommand({ TableName, Item }));
  }
  await stage.restart();
  await stage.planned();
  clock.advance(120_000);
  await stage.idsBecome(["later"]);
  await stage.restart();
  await stage.planned();
  clock.advance(600_000);
  await stage.idsBecome([]);
});
