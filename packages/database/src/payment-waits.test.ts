import type { DynamoDb } from "@stagecraft/aws/dynamodb";
import { ChargeId } from "@stagecraft/contracts/payments/charge-id";
import { expect, test } from "vitest";
import { paymentWaits } from "./payment-waits.ts";

const chargeId = ChargeId.parse("chg_01JDZ8Q7M0000000000000000A");
const now = new Date("2010-12-01T08:26:00Z");

/** A fake table that gives every call this answer and records the requests. */
function createTable(answer: object) {
  const requests: unknown[] = [];
  const client: DynamoDb = {
    async call(_operation, input) {
      requests.push(input);
      return answer;
    },
  };
  return { waits: paymentWaits(client, "waits"), requests };
}

const Attributes = { taskToken: { S: "token" }, cancelRequested: { BOOL: true } };
const wait = { taskToken: "token", cancelRequested: true, endedBy: null };

test("a new wait returns an earlier cancellation request", async () => {
  const { waits, requests } = createTable({ Attributes });
  expect(await waits.begin(chargeId, "token", now)).toEqual(wait);
  expect(requests).toEqual([
    {
      TableName: "waits",
      Key: { chargeId: { S: chargeId } },
      UpdateExpression:
        "SET taskToken = :token, traceparent = :span, expiresAt = :expiry REMOVE settledBy",
      ExpressionAttributeValues: {
        ":token": { S: "token" },
        ":span": { S: "" },
        ":expiry": { N: String(Date.parse("2010-12-31T08:26:00Z") / 1000) },
      },
      ReturnValues: "ALL_NEW",
    },
  ]);
});

test("a cancellation request returns the wait, or no token before the wait", async () => {
  expect(await createTable({ Attributes }).waits.requestCancellation(chargeId, now)).toEqual(wait);
  const early = createTable({ Attributes: { cancelRequested: { BOOL: true } } });
  expect(await early.waits.requestCancellation(chargeId, now)).toEqual({
    ...wait,
    taskToken: null,
  });
});

test("a wait is read consistently, and a missing wait is null", async () => {
  const { waits, requests } = createTable({ Item: { ...Attributes, settledBy: { S: "evt_1" } } });
  expect(await waits.find(chargeId)).toEqual({ ...wait, endedBy: "evt_1" });
  expect(requests).toMatchObject([{ ConsistentRead: true }]);
  expect(await createTable({}).waits.find(chargeId)).toBeNull();
});

test("an unreachable table is a retryable fault", async () => {
  const client: DynamoDb = { call: () => Promise.reject(new Error("no answer")) };
  await expect(paymentWaits(client, "waits").find(chargeId)).rejects.toMatchObject({
    code: "payment-waits.unreachable",
    retry: true,
  });
});
