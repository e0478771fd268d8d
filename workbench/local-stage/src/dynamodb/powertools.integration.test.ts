import { IdempotencyConfig, makeIdempotent } from "@aws-lambda-powertools/idempotency";
import { DynamoDBPersistenceLayer } from "@aws-lambda-powertools/idempotency/dynamodb";
import type { Context } from "aws-lambda";
import { expect, test } from "vitest";
import { openTestDynamodb } from "./testing/open-test-dynamodb.ts";
import { tableArnOf, tableOf } from "./testing/table-of.ts";

type Charge = { readonly id: string; readonly amountMinor: number };

/** The role may not read: the layer learns of an earlier call from the item that its failed condition brings back. */
async function openIdempotent(charge: (charge: Charge) => Promise<object>) {
  const { client, clock } = await openTestDynamodb(
    [tableOf("idempotency", { timeToLiveAttribute: "expiration" })],
    [
      {
        Action: ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"],
        Resource: tableArnOf("idempotency"),
      },
    ],
  );
  const persistenceStore = new DynamoDBPersistenceLayer({
    tableName: "idempotency",
    awsSdkV3Client: client,
  });
  const config = new IdempotencyConfig({ eventKeyJmesPath: "id" });
  config.registerLambdaContext({
    getRemainingTimeInMillis: () => 30_000,
  } as Partial<Context> as Context);
  return { clock, charge: makeIdempotent(charge, { persistenceStore, config }) };
}

// https://docs.aws.amazon.com/powertools/typescript/latest/features/idempotency/
test("Powertools runs twenty calls at once with one key once, and answers later ones from the table", async () => {
  let runs = 0;
  const { charge } = await openIdempotent(async ({ amountMinor }) => {
    runs += 1;
    return { charged: amountMinor };
  });
  const calls = await Promise.allSettled(
    Array.from({ length: 20 }, () => charge({ id: "chg_1", amountMinor: 255 })),
  );
  expect(runs).toBe(1);
  for (const call of calls) {
    if (call.status === "fulfilled") expect(call.value).toEqual({ charged: 255 });
    else expect(call.reason.name).toBe("IdempotencyAlreadyInProgressError");
  }
  expect(await charge({ id: "chg_1", amountMinor: 255 })).toEqual({ charged: 255 });
  expect(runs).toBe(1);
});

test("Powertools lets a failed call be repeated", async () => {
  let runs = 0;
  const { charge } = await openIdempotent(async () => {
    runs += 1;
    if (runs === 1) throw new Error("provider unreachable");
    return { charged: true };
  });
  await expect(charge({ id: "chg_2", amountMinor: 1 })).rejects.toThrow("provider unreachable");
  expect(await charge({ id: "chg_2", amountMinor: 1 })).toEqual({ charged: true });
});
