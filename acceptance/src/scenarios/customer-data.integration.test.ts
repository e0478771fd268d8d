import type { Order } from "@stagecraft/contracts/order";
import { chargeIdOf } from "@stagecraft/contracts/payments/charge-id";
import type { PlaceOrder } from "@stagecraft/contracts/place-order";
import { callService } from "@stagecraft/operations/local-system/call-service";
import { streamsOf } from "@stagecraft/plan/resources/kinesis/streams";
import { queueSourcesOf } from "@stagecraft/plan/resources/lambda/queue-sources";
import { queuesOf } from "@stagecraft/plan/resources/sqs/queues";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findInState } from "./find-in-state.ts";
import { openScenario, type Scenario } from "./open-scenario.ts";
import { refuseRows } from "./refuse-rows.ts";
import { runOperatorCommand } from "./run-operator-command.ts";
import { seedStock } from "./seed-stock.ts";

/** A unique text in the customer's data. */
const marker = "marker-7f3a9c";
const customerId = `cus_${marker}`;
const otherCustomerId = "cus_other";
const hourMs = 60 * 60_000;

const declined = { code: "85123A", quantity: 1, price: "1.01" };
const pending = { code: "85123A", quantity: 1, price: "2.02" };
const usual = { code: "85123A", quantity: 2, price: "2.55" };

let scenario: Scenario;
let fulfilled: Order["id"];
let pendingOrder: Order["id"];

beforeAll(async () => {
  scenario = await openScenario({
    providerOverrides: {
      decide: ({ amountMinor }) => ({
        settlesAs: amountMinor === 101 ? "declined" : "succeeded",
        afterMs: amountMinor === 202 ? hourMs : 0,
      }),
    },
  });
  await seedStock(scenario, { "85123A": 100 });
  fulfilled = await place(usual);
  await place(declined);
  const cancelled = await place(pending);
  await post(`/orders/${cancelled}/cancel`, {});
  await place(usual, otherCustomerId);
  await scenario.settle();
  const goods = { reference: `ret ${marker}`, lines: [{ code: usual.code, quantity: 1 }] };
  expect((await post(`/orders/${fulfilled}/returns`, goods)).status).toBe(201);
  await sendPoison(`{"data":{"customerId":"${customerId}","note":"poison ${marker}`);
  await sendPoison(`{"data":{"customerId":"${otherCustomerId}","note":"poison`);
  await scenario.waitUntil(() => deadOrders() === 2);
  pendingOrder = await place(pending);
  await scenario.waitUntil(async () => (await scenario.chargeOf(pendingOrder)) === "pending", {
    skip: false,
  });
});

afterAll(() => scenario.close());

let keys = 0;

async function post(path: string, body: unknown, as = customerId) {
  const response = await fetch(scenario.stage().url + path, {
    method: "POST",
    headers: {
      authorization: `Bearer ${await scenario.system().tokenFor(as)}`,
      "idempotency-key": `key ${as} ${keys++}`,
      "content-type": "application/json",
    },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Order };
}

async function place(line: PlaceOrder["lines"][number], as = customerId): Promise<Order["id"]> {
  const { status, body } = await post(
    "/orders",
    {
      orderedOn: "2010-12-01",
      country: "France",
      currency: "GBP",
      lines: [line],
      reference: `ref ${as}`,
    },
    as,
  );
  expect(status).toBe(201);
  return body.id;
}

function queue(logicalName: string) {
  const found = queuesOf(scenario.plan).find((each) => each.logicalName === logicalName);
  if (!found) throw new Error(`There is no queue ${logicalName}`);
  return { ...found, url: `${scenario.stage().url}/${scenario.plan.accountId}/${found.name}` };
}

async function sendPoison(MessageBody: string): Promise<void> {
  await callService(scenario, "sqs", "SendMessage", { QueueUrl: queue("Orders").url, MessageBody });
}

const deadOrders = () => scenario.stage().queues()[queue("OrdersDeadLetters").name]?.visible;

const customer = (...args: readonly string[]) => runOperatorCommand(scenario, "customer", ...args);

/** Counts the rows with the marker, by table. */
async function rowsWithMarker(): Promise<Record<string, number>> {
  const tables = await scenario.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public'",
  );
  const found: Record<string, number> = {};
  for (const { name } of tables) {
    const rows = await scenario.query(
      `select 1 from "${name}" as t where to_jsonb(t)::text like '%${marker}%'`,
    );
    if (rows.length > 0) found[name] = rows.length;
  }
  return found;
}

test("a customer with a pending order is not erased, and nothing changes", async () => {
  const before = await rowsWithMarker();
  const { exitCode, stderr } = await customer("erase", customerId, "--yes");
  expect(exitCode).toBe(2);
  expect(stderr).toContain(`Nothing was changed, because orders are under way: ${pendingOrder}.`);
  expect(await rowsWithMarker()).toEqual(before);
  expect(deadOrders()).toBe(2);
  await scenario.settle();
});

test("an export has all data by store, and lists where else data may be", async () => {
  const { exitCode, stdout } = await customer("export", customerId, "--reason", "request 7");
  expect(exitCode).toBe(0);
  const document = JSON.parse(stdout);
  expect(document.database.orders).toHaveLength(4);
  expect(document.database.orders[0]).toMatchObject({
    id: fulfilled,
    reference: `ref ${customerId}`,
  });
  expect(document.database.returns).toMatchObject([{ reference: `ret ${marker}` }]);
  const records: { key: string }[] = document.database.idempotency_records;
  expect(records).toHaveLength(6);
  expect(records.every(({ key }) => key.includes(marker))).toBe(true);
  expect(JSON.stringify(document.database.outbox)).toContain(customerId);
  expect(document.database.customer_data_requests).toMatchObject([
    { kind: "export", reason: "request 7", requested_by: expect.stringContaining("operator") },
  ]);
  expect(document.deadLetters).toMatchObject({
    OrdersDeadLetters: [{ body: expect.stringContaining(`poison ${marker}`) }],
  });
  expect(document.paymentWaits.map(({ chargeId }: { chargeId: string }) => chargeId)).toContain(
    chargeIdOf(fulfilled),
  );
  expect(document.retained.map(({ location }: { location: string }) => location)).toEqual([
    "the stream of order changes",
    "queues",
    "executions of the order workflow",
    "logs",
    "backups of the database",
    "accounting records",
    "the payments provider",
    "the issuer of tokens",
    "copies of operators",
    "payment waits",
  ]);
  expect(stdout).not.toContain(otherCustomerId);
  expect(deadOrders()).toBe(2);
});

test("without --yes the erasure is only shown", async () => {
  const before = await rowsWithMarker();
  const { exitCode, stdout } = await customer("erase", customerId);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/orders +4\n/);
  expect(stdout).toMatch(/OrdersDeadLetters +1 dead-letter messages/);
  expect(stdout).toContain("Nothing was changed");
  expect(await rowsWithMarker()).toEqual(before);
  expect(deadOrders()).toBe(2);
});

test("a failed erasure does not change the database", async () => {
  const before = await rowsWithMarker();
  const allow = await refuseRows(scenario, {
    table: "customer_data_requests",
    on: "insert",
    which: "new.kind = 'erase'",
  });
  const { exitCode, stderr } = await customer("erase", customerId, "--yes");
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining("CustomerData failed")]);
  await allow();
  expect(await rowsWithMarker()).toEqual(before);
  expect(deadOrders()).toBe(1);
});

test("a repeated erasure completes, and the marker remains only where and until when the command said", async () => {
  const before = await scenario.query("select sum(total_minor), count(*) from orders");
  const { exitCode, stdout } = await customer("erase", customerId, "--yes");
  expect([exitCode, stdout]).toEqual([
    0,
    expect.stringMatching(/Erased: \d+ rows, 0 dead-letter messages/),
  ]);

  expect(await rowsWithMarker()).toEqual({});
  expect(await scenario.query("select sum(total_minor), count(*) from orders")).toEqual(before);
  expect(deadOrders()).toBe(1);
  const untilMs = Date.parse(
    /the stream of order changes: .*; until (\S+);/.exec(stdout)?.[1] ?? "",
  );
  const arrivals = await arrivalsWithMarker();
  expect(arrivals.length).toBeGreaterThan(0);
  const lastGoneMs = Math.max(...arrivals) + 24 * hourMs;
  expect(lastGoneMs).toBeLessThanOrEqual(untilMs);
  expect(untilMs - lastGoneMs).toBeLessThan(60_000);

  let remaining: readonly string[] = [];
  await scenario.restart(scenario.plan, async () => {
    remaining = await findInState(scenario.stateDirectory, marker);
  });
  expect(remaining).toEqual(["state.sqlite kinesis_records"]);
});

test("erasing again finds nothing, and other customers' data is unchanged", async () => {
  const { exitCode, stdout } = await customer("erase", customerId, "--yes");
  expect([exitCode, stdout]).toEqual([0, "There is no data about this customer.\n"]);
  const { body } = await scenario.call<{ orders: Order[] }>("/orders", undefined, otherCustomerId);
  expect(body.orders).toMatchObject([{ reference: `ref ${otherCustomerId}`, status: "fulfilled" }]);
  expect(
    (await scenario.call<{ orders: Order[] }>("/orders", undefined, customerId)).body.orders,
  ).toEqual([]);
});

test("the function is linked to every queue without a consumer", () => {
  const consumed = new Set(queueSourcesOf(scenario.plan).map(({ queueArn }) => queueArn));
  const dead = queuesOf(scenario.plan).filter(({ arn }) => !consumed.has(arn));
  const { DataLocations } = scenario.plan.bundles.CustomerData?.links ?? {};
  const linked = (DataLocations as { deadLetters: { name: string }[] }).deadLetters;
  expect(linked.map(({ name }) => name).toSorted()).toEqual(
    dead.map(({ logicalName }) => logicalName).toSorted(),
  );
});

/** Returns the arrival times of the stream's records with the marker, in milliseconds. */
async function arrivalsWithMarker(): Promise<readonly number[]> {
  const [stream] = streamsOf(scenario.plan);
  const StreamARN = stream?.arn;
  const { Shards } = await callService<{ Shards: { ShardId: string }[] }>(
    scenario,
    "kinesis",
    "ListShards",
    { StreamARN },
  );
  const arrivals: number[] = [];
  for (const { ShardId } of Shards) {
    const { ShardIterator } = await callService<{ ShardIterator: string }>(
      scenario,
      "kinesis",
      "GetShardIterator",
      { StreamARN, ShardId, ShardIteratorType: "TRIM_HORIZON" },
    );
    const { Records } = await callService<{
      Records: { Data: string; ApproximateArrivalTimestamp: number }[];
    }>(scenario, "kinesis", "GetRecords", { ShardIterator });
    for (const { Data, ApproximateArrivalTimestamp } of Records) {
      if (Buffer.from(Data, "base64").includes(marker))
        arrivals.push(ApproximateArrivalTimestamp * 1_000);
    }
  }
  return arrivals;
}
