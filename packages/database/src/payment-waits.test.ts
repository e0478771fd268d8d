import {
  DynamoDBClient,
  type GetItemCommand,
  type UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { ChargeId } from "@stagecraft/contracts/payments/charge-id";
import { expect, test } from "vitest";
import { paymentWaits } from "./payment-waits.ts";

const chargeId = ChargeId.parse("chg_01JDZ8Q7M0000000000000000A");
const now = new Date("2010-12-01T08:26:00Z");

/** A table that answers every call with this, and remembers what was asked. */
function createTable(answer: object) {
  const asked: unknown[] = [];
  const client = Object.assign(new DynamoDBClient({ region: "us-east-1" }), {
    async send(command: UpdateItemCommand | GetItemCommand) {
      asked.push(command.input);
      return answer;
    },
  }) as DynamoDBClient;
  return { waits: paymentWaits(client, "waits"), asked };
}

const Attributes = { taskToken: { S: "token" }, cancelRequested: { BOOL: true } };
const wait = { taskToken: "token", cancelRequested: true, settledBy: null };

test("beginning a wait sees a cancellation that came before it", async () => {
  const { waits, asked } = createTable({ Attributes });
  expect(await waits.begin(chargeId, "token", now)).toEqual(wait);
  expect(asked).toEqual([
    {
      TableName: "waits",
      Key: { chargeId: { S: chargeId } },
      UpdateExpression: "SET taskToken = :token, expiresAt = :expiry REMOVE settledBy",
      ExpressionAttributeValues: {
        ":token": { S: "token" },
        ":expiry": { N: String(Date.parse("2010-12-31T08:26:00Z") / 1000) },
      },
      ReturnValues: "ALL_NEW",
    },
  ]);
});

test("a cancellation sees the wait that it ends, or that there is none yet", async () => {
  expect(await createTable({ Attributes }).waits.requestCancellation(chargeId, now)).toEqual(wait);
  const early = createTable({ Attributes: { cancelRequested: { BOOL: true } } });
  expect(await early.waits.requestCancellation(chargeId, now)).toEqual({
    ...wait,
    taskToken: null,
  });
});

test("a wait is read as it stands now, and what is not there is null", async () => {
  const { waits, asked } = createTable({ Item: { ...Attributes, settledBy: { S: "evt_1" } } });
  expect(await waits.find(chargeId)).toEqual({ ...wait, settledBy: "evt_1" });
  expect(asked).toMatchObject([{ ConsistentRead: true }]);
  expect(await createTable({}).waits.find(chargeId)).toBeNull();
});

test("a table that cannot be reached is a fault to retry", async () => {
  const client = Object.assign(new DynamoDBClient({ region: "us-east-1" }), {
    send: () => Promise.reject(new Error("no answer")),
  }) as DynamoDBClient;
  await expect(paymentWaits(client, "waits").find(chargeId)).rejects.toMatchObject({
    code: "payment-waits.unreachable",
    retry: true,
  });
});
