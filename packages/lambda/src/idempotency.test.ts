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
  const items = new Map<string, Record<string, { S?: string; N?: string }>>();
  const client = Object.assign(new DynamoDBClient({ region: "us-east-1" }), {
    async send(command: unknown) {
      if (command instanceof PutItemCommand) {
        const item = command.input.Item as Record<string, { S: string }>;
        const id = String(item.id?.S);
        const Item = items.get(id) as never;
        const nowMs = command.input.ExpressionAttributeValues?.[":now_in_millis"]?.N;
        if (Item && !isOver(Item, Number(nowMs)))
          throw new ConditionalCheckFailedException({ $metadata: {}, message: "", Item });
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

/** Whether who began it has passed its deadline: the last of the conditions that Powertools puts. */
function isOver(item: Record<string, { S?: string; N?: string }>, nowMs: number): boolean {
  return item.status?.S === "INPROGRESS" && Number(item.in_progress_expiration?.N) < nowMs;
}

const options = { tableName: "events", keptSeconds: 60 };
const deadline = { remainingMs: () => 1_000 };

test("the work is done once for its key, and then answered from the record", async () => {
  const { client } = createTable();
  const once = idempotency({ ...options, client });
  let runs = 0;
  const work = async () => ({ outcome: `run ${++runs}` });
  expect(await once("a", work, deadline)).toEqual({
    result: { outcome: "run 1" },
    repeated: false,
  });
  expect(await once("a", work, deadline)).toEqual({ result: { outcome: "run 1" }, repeated: true });
  expect(await once("b", work, deadline)).toEqual({
    result: { outcome: "run 2" },
    repeated: false,
  });
});

test("work that throws leaves its key free, and its fault is the caller's", async () => {
  const { client, items } = createTable();
  const once = idempotency({ ...options, client });
  const fault = new Fault("payment.early", { retry: true });
  await expect(once("a", () => Promise.reject(fault), deadline)).rejects.toBe(fault);
  expect(items.size).toBe(0);
  expect(await once("a", async () => ({ outcome: "done" }), deadline)).toMatchObject({
    repeated: false,
  });
});

test("while another is at it, this is a fault to retry", async () => {
  const { client } = createTable();
  const once = idempotency({ ...options, client });
  await once(
    "a",
    async () => {
      await expect(once("a", async () => ({ outcome: "twice" }), deadline)).rejects.toMatchObject({
        code: "idempotency.in-progress",
        retry: true,
      });
      return { outcome: "done" };
    },
    deadline,
  );
});

test("work that died with its invocation is taken over when its time is over", async () => {
  const { client } = createTable();
  const once = idempotency({ ...options, client });
  let begun = () => {};
  const isBegun = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const dies = () => {
    begun();
    return new Promise<{ outcome: string }>(() => {});
  };
  void once("a", dies, { remainingMs: () => -1 });
  await isBegun;
  const later = await once("a", async () => ({ outcome: "done" }), deadline);
  expect(later).toEqual({ result: { outcome: "done" }, repeated: false });
});

test("records that cannot be reached are a fault to retry, and the work is not done", async () => {
  const client = Object.assign(new DynamoDBClient({ region: "us-east-1" }), {
    send: () => Promise.reject(new Error("no answer")),
  }) as DynamoDBClient;
  const once = idempotency({ ...options, client });
  const never = () => Promise.reject(new Error("must not be called"));
  await expect(once("a", never, deadline)).rejects.toMatchObject({
    code: "idempotency.unreachable",
    retry: true,
  });
});
