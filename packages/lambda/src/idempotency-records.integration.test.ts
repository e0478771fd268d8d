import { IdempotencyConfig, makeIdempotent } from "@aws-lambda-powertools/idempotency";
import { DynamoDBPersistenceLayer } from "@aws-lambda-powertools/idempotency/dynamodb";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { dynamoDb, type Item } from "@stagecraft/aws/dynamodb";
import type { ClientSettings } from "@stagecraft/aws/json-client";
import { answerCalls, type JsonCall } from "@stagecraft/aws/testing/answer-calls";
import type { Context } from "aws-lambda";
import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { IdempotencyRecords } from "./idempotency-records.ts";

const layers = {
  own: (settings: ClientSettings) => new IdempotencyRecords(dynamoDb(settings), "events"),
  powertools({ environment, maxAttempts }: ClientSettings) {
    const awsSdkV3Client = new DynamoDBClient({ ...environment, maxAttempts } as object);
    onTestFinished(() => awsSdkV3Client.destroy());
    return new DynamoDBPersistenceLayer({ tableName: "events", awsSdkV3Client });
  },
};

/** Runs work once for its key, with records in a fake table, whose item is `stored`. Returns the calls of the table and the result. */
async function runOnce(
  layer: (typeof layers)[keyof typeof layers],
  work: () => Promise<object>,
  stored: Item | undefined,
) {
  const calls: JsonCall<unknown>[] = [];
  const settings = await answerCalls((call) => {
    calls.push(call);
    if (call.operation === "GetItem") return { body: { Item: stored } };
    if (call.operation !== "PutItem" || !stored) return { body: {} };
    return { status: 400, body: { __type: "ConditionalCheckFailedException", Item: stored } };
  });
  const config = new IdempotencyConfig({ expiresAfterSeconds: 60 });
  config.registerLambdaContext({ getRemainingTimeInMillis: () => 1_000 } as Context);
  const run = makeIdempotent(async (_key: string) => work(), {
    persistenceStore: layer(settings),
    config,
  });
  const result = await run("evt_1").catch(({ name }: Error) => ({ thrown: name }));
  return { calls, result };
}

const nowMs = Date.parse("2010-12-01T08:26:00.123Z");

beforeEach(() => {
  vi.useFakeTimers({ now: nowMs, toFake: ["Date"] });
  return () => void vi.useRealTimers();
});

const seconds = (later: number) => ({ N: String(Math.round(nowMs / 1000) + later) });
const completed: Item = {
  id: { S: "#key" },
  expiration: seconds(60),
  status: { S: "COMPLETED" },
  data: { M: { outcome: { S: "charged" } } },
};
const inProgress: Item = {
  id: { S: "#key" },
  expiration: seconds(60),
  status: { S: "INPROGRESS" },
  in_progress_expiration: { N: String(nowMs + 500) },
};

test.each<[string, () => Promise<object>, Item | undefined, result: object]>([
  ["the first call", async () => ({ outcome: "charged" }), undefined, { outcome: "charged" }],
  ["work that fails", () => Promise.reject(new TypeError()), undefined, { thrown: "TypeError" }],
  ["a later call", async () => ({ outcome: "again" }), completed, { outcome: "charged" }],
  [
    "a call meanwhile",
    async () => ({ outcome: "again" }),
    inProgress,
    { thrown: "IdempotencyAlreadyInProgressError" },
  ],
  [
    "a call of a record that is over",
    async () => ({ outcome: "again" }),
    { ...completed, expiration: seconds(-1) },
    { thrown: "IdempotencyInconsistentStateError" },
  ],
])("%s reads and writes what Powertools' own layer does", async (_what, work, stored, result) => {
  const [own, powertools] = [
    await runOnce(layers.own, work, stored),
    await runOnce(layers.powertools, work, stored),
  ];
  expect(own).toEqual(powertools);
  expect(own.result).toEqual(result);
});
