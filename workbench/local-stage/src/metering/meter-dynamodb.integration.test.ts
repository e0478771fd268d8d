import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { planOf } from "@stagecraft/plan/testing/plan-of";
import { expect, onTestFinished, test } from "vitest";
import { createManualClock } from "../common/testing/manual-clock.ts";
import { createDynamodb } from "../dynamodb/create-dynamodb.ts";
import { serveServices, testAccountId, testRegion } from "../dynamodb/testing/serve-services.ts";
import { tableOf } from "../dynamodb/testing/table-of.ts";
import { createMeter } from "./meter.ts";
import { meterDynamodb } from "./meter-dynamodb.ts";

const TableName = "orders";
const itemOf = (sizeBytes: number) => ({ id: { S: "o1" }, text: { S: "x".repeat(sizeBytes) } });

async function openMetered() {
  const directory = mkdtempSync(join(tmpdir(), "dynamodb-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const { service, stop } = await createDynamodb({
    directory,
    clock: createManualClock(Date.UTC(2026, 10, 23)),
    tables: [tableOf(TableName)],
    region: testRegion,
    accountId: testAccountId,
    log: () => {},
  });
  onTestFinished(() => stop());
  const meter = createMeter(planOf());
  const statements = [{ Action: "dynamodb:*", Resource: "*" }];
  const client = new DynamoDBClient(
    await serveServices({ dynamodb: meterDynamodb(service, meter) }, statements),
  );
  onTestFinished(() => client.destroy());
  const used = () => Object.fromEntries(meter.uses().map(({ unit, amount }) => [unit, amount]));
  return { client, used };
}

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
test("a write is a unit for each KB of the item, and an eventual read half a unit for each 4 KB", async () => {
  const { client, used } = await openMetered();
  await client.send(new PutItemCommand({ TableName, Item: itemOf(1_500) }));
  expect(used()).toEqual({ "dynamodb-write-units": 2 });
  await client.send(new GetItemCommand({ TableName, Key: { id: { S: "o1" } } }));
  await client.send(
    new GetItemCommand({ TableName, Key: { id: { S: "o1" } }, ConsistentRead: true }),
  );
  expect(used()).toEqual({ "dynamodb-write-units": 2, "dynamodb-read-units": 1.5 });
});

test("a condition that fails consumes a unit", async () => {
  const { client, used } = await openMetered();
  const ConditionExpression = "attribute_exists(id)";
  const put = new PutItemCommand({ TableName, Item: itemOf(1), ConditionExpression });
  await expect(client.send(put)).rejects.toThrow("conditional");
  expect(used()).toEqual({ "dynamodb-write-units": 1 });
});

test("the caller gets the consumed capacity only when it has asked for it", async () => {
  const { client } = await openMetered();
  const put = await client.send(new PutItemCommand({ TableName, Item: itemOf(1) }));
  expect(put.ConsumedCapacity).toBeUndefined();
  const asked = await client.send(
    new PutItemCommand({ TableName, Item: itemOf(1), ReturnConsumedCapacity: "TOTAL" }),
  );
  expect(asked.ConsumedCapacity).toMatchObject({ TableName, CapacityUnits: 1 });
});
