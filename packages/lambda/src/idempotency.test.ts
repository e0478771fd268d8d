import { AwsError } from "@stagecraft/aws/aws-error";
import type { DynamoDb, Item } from "@stagecraft/aws/dynamodb";
import { Fault } from "@stagecraft/contracts/fault";
import { expect, test } from "vitest";
import { dynamoIdempotency } from "./idempotency.ts";

type Input = Parameters<DynamoDb["call"]>[1] & {
  readonly Item?: Item;
  readonly Key?: Item;
  readonly ExpressionAttributeValues?: Item;
};

/** A fake of the DynamoDB table: it supports the three operations that the records need, and fails on any other. */
function createTable() {
  const items = new Map<string, Item>();
  const client: DynamoDb = {
    async call(operation, input) {
      const { Item, Key, ExpressionAttributeValues: values = {} } = input as Input;
      const id = (Item ?? Key)?.id?.S ?? "";
      const stored = items.get(id);
      if (operation === "PutItem" && Item) {
        if (stored && !isOver(stored, Number(values[":now_in_millis"]?.N))) {
          throw new AwsError("ConditionalCheckFailedException", "", { Item: stored });
        }
        items.set(id, Item);
      } else if (operation === "UpdateItem") {
        const { ":status": status = {}, ":response_data": data = {} } = values;
        items.set(id, { ...stored, status, data });
      } else if (operation === "DeleteItem") items.delete(id);
      else throw new Error(`The records do not need ${operation}`);
      return {};
    },
  };
  return { client, items };
}

/** Whether the call that wrote the record is past its deadline: the last of Powertools' conditions. */
function isOver(item: Item, nowMs: number): boolean {
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
  const client: DynamoDb = { call: () => Promise.reject(new Error("no answer")) };
  const runOnce = dynamoIdempotency({ ...options, client });
  const never = () => Promise.reject(new Error("must not be called"));
  await expect(runOnce("a", never, deadline)).rejects.toMatchObject({
    code: "idempotency.unreachable",
    retry: true,
  });
});
