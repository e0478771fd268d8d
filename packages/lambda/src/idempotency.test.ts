import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DynamoDBClient,
  PutItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { Fault } from "@stagecraft/contracts/fault";
import { expect, test } from "vitest";
import { idempotency } from "./idempotency.ts";

/** A table as far as the records need one; each call of a command it does not know fails. */
function createTable() {
  const items = new Map<string, Record<string, { S?: string }>>();
  const client = Object.assign(new DynamoDBClient({ region: "us-east-1" }), {
    async send(command: unknown) {
      if (command instanceof PutItemCommand) {
        const item = command.input.Item as Record<string, { S: string }>;
        const id = String(item.id?.S);
        const Item = items.get(id) as never;
        if (Item) throw new ConditionalCheckFailedException({ $metadata: {}, message: "", Item });
        items.set(id, item);
      } else if (command instanceof UpdateItemCommand) {
        const { Key, ExpressionAttributeValues: values = {} } = command.input;
        const id = String(Key?.id?.S);
        items.set(id, {
          ...items.get(id),
          status: values[":status"],
          data: values[":response_data"],
        } as never);
      } else if (command instanceof DeleteItemCommand) {
        items.delete(String(command.input.Key?.id?.S));
      } else throw new Error("No such table");
      return {};
    },
  });
  return { client: client as DynamoDBClient, items };
}

const options = { tableName: "events", keptSeconds: 60, longestMs: 1_000 };

test("the work is done once for its key, and then answered from the record", async () => {
  const { client } = createTable();
  const once = idempotency({ ...options, client });
  let runs = 0;
  const work = async () => ({ outcome: `run ${++runs}` });
  expect(await once("a", work)).toEqual({ result: { outcome: "run 1" }, repeated: false });
  expect(await once("a", work)).toEqual({ result: { outcome: "run 1" }, repeated: true });
  expect(await once("b", work)).toEqual({ result: { outcome: "run 2" }, repeated: false });
});

test("work that throws leaves its key free, and its fault is the caller's", async () => {
  const { client, items } = createTable();
  const once = idempotency({ ...options, client });
  const fault = new Fault("payment.early", { retry: true });
  await expect(once("a", () => Promise.reject(fault))).rejects.toBe(fault);
  expect(items.size).toBe(0);
  expect(await once("a", async () => ({ outcome: "done" }))).toMatchObject({ repeated: false });
});

test("while another is at it, this is a fault to retry", async () => {
  const { client } = createTable();
  const once = idempotency({ ...options, client });
  await once("a", async () => {
    await expect(once("a", async () => ({ outcome: "twice" }))).rejects.toMatchObject({
      code: "idempotency.in-progress",
      retry: true,
    });
    return { outcome: "done" };
  });
});

test("records that cannot be reached are a fault to retry, and the work is not done", async () => {
  const client = Object.assign(new DynamoDBClient({ region: "us-east-1" }), {
    send: () => Promise.reject(new Error("no answer")),
  }) as DynamoDBClient;
  const once = idempotency({ ...options, client });
  const never = () => Promise.reject(new Error("must not be called"));
  await expect(once("a", never)).rejects.toMatchObject({
    code: "idempotency.unreachable",
    retry: true,
  });
});
