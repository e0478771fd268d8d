import { randomUUID } from "node:crypto";
import type { OrderStatus } from "@stagecraft/contracts/order";
import { customerDataRepository } from "@stagecraft/database/customer-data-repository";
import { ordersRepository } from "@stagecraft/database/orders-repository";
import { advanceOrder } from "@stagecraft/database/testing/advance-order.fixture";
import { testPlacement } from "@stagecraft/database/testing/order-placement.fixture";
import { createTestDatabase, type TestDatabase } from "@stagecraft/database/testing/test-database";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { answerCall } from "./answer-call.ts";
import type { Dependencies } from "./dependencies.ts";

const dataLocations = {
  deadLetters: [
    { name: "ParcelsDeadLetters", url: "https://sqs.us-east-1.amazonaws.com/1/ParcelsDeadLetters" },
  ],
  messageRetentionSeconds: 1_000,
  streamRetentionHours: 24,
  paymentWaits: "waits",
  logRetentionDays: 7,
  backupRetentionDays: 1,
};
const now = () => new Date("2010-12-01T09:00:00Z");

let postgres: TestDatabase;
let customerId: string;
let dependencies: Dependencies;

beforeAll(async () => {
  postgres = await createTestDatabase();
});

beforeEach(async () => {
  customerId = `cus_${randomUUID()}`;
  const database = postgres.connect();
  await database.run((db) => db.execute("set role customer_data"));
  dependencies = { database, dataLocations, now, randomUuid: randomUUID };
});

async function place(...statuses: OrderStatus[]) {
  const placement = testPlacement({ customerId });
  const services = postgres.connect();
  await services.run((db) => ordersRepository(db).place(placement));
  await advanceOrder(services, placement.order.id, ...statuses);
  return placement.order.id;
}

const request = () => ({ customerId, by: "arn:aws:iam::1:user/ada", reason: "request 7" });
const erase = () => answerCall({ call: "erase", ...request(), deadLetters: 2 }, dependencies);
const find = () => answerCall({ call: "find", customerId }, dependencies);

test("find returns the numbers of rows, the orders under way and those that need attention", async () => {
  const ended = await place("accepted", "fulfilled");
  const underWay = await place("accepted");
  const stuck = await place("accepted", "needs-attention");
  const { answer, fields } = await find();
  expect(answer).toMatchObject({
    rows: { orders: 3, order_lines: 6, outbox: 11, idempotency_records: 3 },
    orderIds: [ended, underWay, stuck],
    underWay: [underWay],
    needAttention: [stuck],
    locations: { deadLetters: dataLocations.deadLetters, paymentWaits: "waits" },
  });
  expect(fields).toEqual({ outcome: "found", records: 23 });
});

test("a customer with an order under way is not erased, and nothing changes", async () => {
  await place("cancelled");
  const underWay = await place();
  expect(await erase()).toEqual({
    answer: { outcome: "under-way", underWay: [underWay] },
    fields: { outcome: "under-way", records: 0 },
  });
  expect((await find()).answer).toMatchObject({ rows: { orders: 2, idempotency_records: 2 } });
  expect(await postgres.query(`select 1 from customer_data_requests where kind = 'erase'`)).toEqual(
    [],
  );
});

test("the request to erase is recorded under the pseudonym, with the numbers of rows", async () => {
  const orderId = await place("accepted", "fulfilled");
  expect((await erase()).answer).toEqual({
    outcome: "erased",
    rows: { orders: 1, outbox: 4, idempotency_records: 1 },
  });
  const [request] = await postgres.query<object>(
    `select kind, requested_by, reason, found, customer_id like 'erased-%' as pseudonym
      from customer_data_requests join orders using (customer_id) where orders.id = '${orderId}'`,
  );
  expect(request).toEqual({
    kind: "erase",
    requested_by: "arn:aws:iam::1:user/ada",
    reason: "request 7",
    found: { orders: 1, outbox: 4, idempotency_records: 1, "dead letters": 2 },
    pseudonym: true,
  });
});

test("a second erasure finds nothing and records nothing", async () => {
  await place("cancelled");
  await erase();
  const requests = () => postgres.query("select 1 from customer_data_requests");
  const before = await requests();
  const again = await answerCall({ call: "erase", ...request(), deadLetters: 0 }, dependencies);
  expect(again.answer).toEqual({ outcome: "erased", rows: {} });
  expect(await requests()).toHaveLength(before.length);
  expect((await find()).answer).toMatchObject({ rows: {}, orderIds: [], retained: [] });
});

test("two erased customers have different pseudonyms", async () => {
  const orderIds: string[] = [];
  for (const name of ["a", "b"]) {
    customerId = `cus_${name}_${randomUUID()}`;
    orderIds.push(await place("cancelled"));
    await erase();
  }
  const rows = await postgres.query<{ customer: string }>(
    `select distinct customer_id as customer from orders where id in ('${orderIds.join("','")}')`,
  );
  expect(rows).toHaveLength(2);
});

const waiting = () =>
  postgres.query(
    "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
  );

test("a concurrent request of the customer waits and then finds no order", async () => {
  const id = await place("cancelled");
  let meanwhile: Promise<unknown> = Promise.resolve();
  await dependencies.database.transaction(async (db) => {
    const repository = customerDataRepository(db);
    await repository.lockOrders(customerId);
    meanwhile = postgres
      .connect()
      .transaction((other) => ordersRepository(other).lock(customerId, id));
    while ((await waiting()).length === 0);
    await repository.erase(customerId, `erased-${randomUUID()}`);
  });
  expect(await meanwhile).toBeNull();
});

test("an export is recorded once, with its first page, and contains the record", async () => {
  await place("cancelled");
  const first = await answerCall({ call: "export", ...request() }, dependencies);
  expect(first.answer).toMatchObject({ next: null });
  const { rows = [] } = first.answer as { rows?: { table: string; row: object }[] };
  expect(rows.find(({ table }) => table === "customer_data_requests")?.row).toMatchObject({
    kind: "export",
    reason: "request 7",
    found: { orders: 1 },
  });
  const second = await answerCall(
    { call: "export", ...request(), from: { table: "orders" } },
    dependencies,
  );
  expect(second.fields).toEqual({ outcome: "exported", records: 1 });
});

test("an export of an unknown customer records nothing", async () => {
  await answerCall({ call: "export", ...request() }, dependencies);
  expect(
    await postgres.query(
      `select 1 from customer_data_requests where customer_id = '${customerId}'`,
    ),
  ).toEqual([]);
});
