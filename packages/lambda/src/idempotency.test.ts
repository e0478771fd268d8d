import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DynamoDBClient,
  PutItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { Fault } from "@stagecraft/contracts/fault";
import { expect, test } from "vitest";
import { dynamoIdempotency } from "./idempotency.ts";

/** A fake of the DynamoDB table: it supports the three commands that Powertools uses, and fails on any other. */
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

/** Whether the call that wrote the record is past its deadline: the last of Powertools' conditions. */
function isOver(item: Record<string, { S?: string; N?: string }>, nowMs: number): boolean {
  return item.status?.S === "INPROGRESS" && Number(item.in_progress_expiration?.N) < nowMs;
}

const options = { tableName: "events", keptSeconds: 60 };
const deadline = { remainingMs: () => 1_000 };

test("the work runs once for its key, and later calls get the stored result", async () => {
  const { client } = createTable();
  const runOnce = dynamoIdempotency({ ...options, client });
  let runs = 0;
  const work = async () => ({ outcome: `run ${++runs}` });
  expect(await runOnce("a", work, deadline)).toEqual({
    result: { outcome: "run 1" },
    repeated: false,
  });
  expect(await runOnce("a", work, deadline)).toEqual({
    result: { outcome: "run 1" },
    repeated: true,
  });
  expect(await runOnce("b", work, deadline)).toEqual({
    result: { outcome: "run 2" },
    repeated: false,
  });
});

test("work that throws leaves its key unused, and its error is rethrown", async () => {
  const { client, items } = createTable();
  const runOnce = dynamoIdempotency({ ...options, client });
  const fault = new Fault("payment.early", { retry: true });
  await expect(runOnce("a", () => Promise.reject(fault), deadline)).rejects.toBe(fault);
  expect(items.size).toBe(0);
  expect(await runOnce("a", async () => ({ outcome: "done" }), deadline)).toMatchObject({
    repeated: false,
  });
});

test("a call while another runs throws a retryable fault", async () => {
  const { client } = createTable();
  const runOnce = dynamoIdempotency({ ...options, client });
  await runOnce(
    "a",
    async () => {
      await expect(
        runOnce("a", async () => ({ outcome: "twice" }), deadline),
      ).rejects.toMatchObject({
        code: "idempotency.in-progress",
        retry: true,
      });
      return { outcome: "done" };
    },
    deadline,
  );
});

test("work of an invocation that ended without a result runs again after its deadline", async () => {
  const { client } = createTable();
  const runOnce = dynamoIdempotency({ ...options, client });
  let started = () => {};
  const hasStarted = new Promise<void>((resolve) => {
    started = resolve;
  });
  const dies = () => {
    started();
    return new Promise<{ outcome: string }>(() => {});
  };
  void runOnce("a", dies, { remainingMs: () => -1 });
  await hasStarted;
  const later = await runOnce("a", async () => ({ outcome: "done" }), deadline);
  expect(later).toEqual({ result: { outcome: "done" }, repeated: false });
});

test("an unreachable table is a retryable fault, and the work does not run", async () => {
  const client = Object.assign(new DynamoDBClient({ region: "us-east-1" }), {
    send: () => Promise.reject(new Error("no answer")),
  }) as DynamoDBClient;
  const runOnce = dynamoIdempotency({ ...options, client });
  const never = () => Promise.reject(new Error("must not be called"));
  await expect(runOnce("a", never, deadline)).rejects.toMatchObject({
    code: "idempotency.unreachable",
    retry: true,
  });
});
