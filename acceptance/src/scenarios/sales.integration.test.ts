import type { DailySalesList } from "@stagecraft/contracts/sales-daily";
import { callService } from "@stagecraft/operations/local-system/call-service";
import { operatorClient } from "@stagecraft/operations/local-system/operator-client";
import { streamsOf } from "@stagecraft/plan/resources/kinesis/streams";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { queuesOf } from "@stagecraft/plan/resources/sqs/queues";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openScenario, type Scenario } from "./open-scenario.ts";

/** Enough keys for every shard and every poller. */
const poison = Array.from({ length: 8 }, (_, index) => `poison ${index}`);

type Put = { readonly ShardId: string; readonly SequenceNumber: string };

let scenario: Scenario;
let poisoned: readonly Put[];
/** The shards of the poison events, which are all shards of the stream. */
let shards: readonly string[];

beforeAll(async () => {
  scenario = await openScenario();
  poisoned = await put(poison.map((text) => ({ key: text, data: text })));
  shards = [...new Set(poisoned.map(({ ShardId }) => ShardId))].toSorted();
  for (const country of ["France", "France", "Spain", "Norway"]) await scenario.place({ country });
  await placeAfterPoison("Italy");
  await scenario.settle();
});

afterAll(() => scenario.close());

async function put(records: readonly { key: string; data: string }[]): Promise<readonly Put[]> {
  const { Records } = await callService<{ Records: readonly Put[] }>(
    scenario,
    "kinesis",
    "PutRecords",
    {
      StreamARN: streamArn(),
      Records: records.map(({ key, data }) => ({
        PartitionKey: key,
        Data: Buffer.from(data).toString("base64"),
      })),
    },
  );
  return Records;
}

/** Publishes an order's events like the relay, in one call after a poison event. */
async function placeAfterPoison(country: string): Promise<void> {
  const orderId = await scenario.place({ country });
  const events = await scenario.query<{ event: object; version: number }>(
    `update outbox set published_at = now()
      where order_id = $1 and destination = 'orders-stream' and published_at is null
      returning event, order_version as version`,
    [orderId],
  );
  const inOrder = events.toSorted((a, b) => a.version - b.version);
  await put([
    { key: orderId, data: poison[0] ?? "" },
    ...inOrder.map(({ event }) => ({ key: orderId, data: JSON.stringify(event) })),
  ]);
}

function streamArn(): string {
  const [stream] = streamsOf(scenario.plan);
  if (!stream) throw new Error("The program has no stream");
  return stream.arn;
}

const projection = async () => ({
  days: await scenario.query("select * from daily_sales order by ordered_on, country"),
  orders: await scenario.query("select * from projected_orders order by order_id"),
});

test("events after a poison event, in the same shard or batch, are projected once", async () => {
  expect(shards.length).toBe(2);
  const path = "/sales/daily?from=2010-12-01&to=2010-12-01";
  const { body } = await scenario.call<DailySalesList>(path);
  expect(body.sales.map(({ country, orders, total }) => [country, orders, total])).toEqual([
    ["France", 2, "5.10"],
    ["Italy", 1, "2.55"],
    ["Norway", 1, "2.55"],
    ["Spain", 1, "2.55"],
  ]);
});

test("every poison event is at the failure destination with its position in the stream", async () => {
  const failures: BatchInfo[] = [];
  await scenario.waitUntil(async () => {
    failures.push(...(await receiveFailures()));
    return poisoned.every((put) => failures.some((failure) => includesRecord(failure, put)));
  });
  // A shard allows five GetShardIterator calls a second, so one failure per shard is checked.
  const byShard = new Map(failures.map((failure) => [failure.shardId, failure]));
  expect([...byShard.keys()].toSorted()).toEqual(shards);
  for (const failure of byShard.values()) expect(poison).toContain(await readFirstRecord(failure));
});

test("a rebuild gives the same projection as the stream", async () => {
  const projected = await projection();
  await scenario.query("update daily_sales set total_minor = 1 where country = 'France'");
  await scenario.query("delete from projected_orders where total_minor > 0");
  expect(await projection()).not.toEqual(projected);
  expect(await invoke("SalesRebuild")).toEqual({ outcome: "rebuilt" });
  expect(await projection()).toEqual(projected);
});

test("an event whose predecessor is missing is refused, and counted", async () => {
  const before = await projection();
  const orderId = await scenario.place({ country: "Gap" });
  await scenario.settle();
  const [{ event } = { event: {} }] = await scenario.query<{ event: { data?: object } }>(
    "select event from outbox where order_id = $1 and destination = 'orders-stream' limit 1",
    [orderId],
  );
  const ahead = { ...event, data: { ...event.data, version: 9 } };
  await put([{ key: orderId, data: JSON.stringify(ahead) }]);
  await scenario.waitUntil(() => scenario.metricSum("SalesProjector", "SalesEventRefused") > 0);
  const { days } = await projection();
  expect(days).toMatchObject(
    [...before.days, { country: "Gap", total_minor: "255" }].toSorted(byCountry),
  );
});

const byCountry = (a: { country?: string }, b: { country?: string }) =>
  (a.country ?? "").localeCompare(b.country ?? "");

type BatchInfo = {
  readonly shardId: string;
  readonly startSequenceNumber: string;
  readonly endSequenceNumber: string;
};

function includesRecord(
  { shardId, startSequenceNumber: start, endSequenceNumber: end }: BatchInfo,
  { ShardId, SequenceNumber }: Put,
): boolean {
  const at = BigInt(SequenceNumber);
  return shardId === ShardId && BigInt(start) <= at && at <= BigInt(end);
}

/** Reads Lambda's failure records: https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html */
async function receiveFailures(): Promise<readonly BatchInfo[]> {
  const { name } =
    queuesOf(scenario.plan).find(({ logicalName }) => logicalName === "SalesProjectorFailures") ??
    {};
  const QueueUrl = `${scenario.stage().url}/${scenario.plan.accountId}/${name}`;
  const bodies: string[] = [];
  for (;;) {
    const { Messages = [] } = await callService<{ Messages?: readonly { Body: string }[] }>(
      scenario,
      "sqs",
      "ReceiveMessage",
      { QueueUrl, MaxNumberOfMessages: 10 },
    );
    if (Messages.length === 0) return bodies.map((body) => JSON.parse(body).KinesisBatchInfo);
    bodies.push(...Messages.map(({ Body }) => Body));
  }
}

/** Reads the first record of a failure from the stream. */
async function readFirstRecord({ shardId, startSequenceNumber }: BatchInfo): Promise<string> {
  const { ShardIterator } = await callService<{ ShardIterator: string }>(
    scenario,
    "kinesis",
    "GetShardIterator",
    {
      StreamARN: streamArn(),
      ShardId: shardId,
      ShardIteratorType: "AT_SEQUENCE_NUMBER",
      StartingSequenceNumber: startSequenceNumber,
    },
  );
  const { Records } = await callService<{ Records: readonly { Data: string }[] }>(
    scenario,
    "kinesis",
    "GetRecords",
    { ShardIterator, Limit: 1 },
  );
  return Buffer.from(Records[0]?.Data ?? "", "base64").toString();
}

async function invoke(logicalName: string): Promise<unknown> {
  const found = functionsOf(scenario.plan).find((each) => each.logicalName === logicalName);
  const send = operatorClient(scenario.stage(), scenario.plan, "lambda");
  const path = `/2015-03-31/functions/${found?.name}/invocations`;
  return (await send(path, { method: "POST", body: "{}" })).json();
}
