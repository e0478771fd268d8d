import { randomUUID } from "node:crypto";
import type { OrderStatus } from "@stagecraft/contracts/order";
import { customerDataRepository } from "@stagecraft/database/customer-data-repository";
import { ordersRepository } from "@stagecraft/database/orders-repository";
import { advanceOrder } from "@stagecraft/database/testing/advance-order.fixture";
import { somePlacing } from "@stagecraft/database/testing/placing.fixture";
import { createTestDatabase, type TestDatabase } from "@stagecraft/database/testing/test-database";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { answerCall } from "./answer-call.ts";
import type { Dependencies } from "./dependencies.ts";

const elsewhere = {
  deadLetters: [{ name: "Letters", url: "https://sqs.us-east-1.amazonaws.com/1/Letters" }],
  longestMessageSeconds: 1_000,
  streamHours: 24,
  paymentWaits: "waits",
  logDays: 7,
  backupDays: 1,
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
  dependencies = { database, elsewhere, now, randomUuid: randomUUID };
});

async function place(...statuses: OrderStatus[]) {
  const placing = somePlacing({ customerId });
  const services = postgres.connect();
  await services.run((db) => ordersRepository(db).place(placing));
  await advanceOrder(services, placing.order.id, ...statuses);
  return placing.order.id;
}

const asked = () => ({ customerId, by: "arn:aws:iam::1:user/ada", reason: "request 7" });
const erase = () => answerCall({ call: "erase", ...asked(), deadLetters: 2 }, dependencies);
const find = () => answerCall({ call: "find", customerId }, dependencies);

test("what is found says how much there is, what is under way and what needs a person", async () => {
  const ended = await place("accepted", "fulfilled");
  const underWay = await place("accepted");
  const stuck = await place("accepted", "needs-attention");
  const { answer, fields } = await find();
  expect(answer).toMatchObject({
    rows: { orders: 3, order_lines: 6, outbox: 11, idempotency_records: 3 },
    orderIds: [ended, underWay, stuck],
    underWay: [underWay],
    needAttention: [stuck],
    places: { deadLetters: elsewhere.deadLetters, paymentWaits: "waits" },
  });
  expect(fields).toEqual({ outcome: "found", records: 23 });
});

test("nobody is erased while an order of theirs is under way, and nothing is changed", async () => {
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

test("who erased whom is known under the pseudonym, with how much there was", async () => {
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

test("erasing again finds nothing and leaves no second word of it", async () => {
  await place("cancelled");
  await erase();
  const requests = () => postgres.query("select 1 from customer_data_requests");
  const before = await requests();
  const again = await answerCall({ call: "erase", ...asked(), deadLetters: 0 }, dependencies);
  expect(again.answer).toEqual({ outcome: "erased", rows: {} });
  expect(await requests()).toHaveLength(before.length);
  expect((await find()).answer).toMatchObject({ rows: {}, orderIds: [], kept: [] });
});

test("two customers who are erased have pseudonyms of their own", async () => {
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

test("a request of the customer that comes meanwhile waits, and finds no order of theirs", async () => {
  const id = await place("cancelled");
  let meanwhile: Promise<unknown> = Promise.resolve();
  await dependencies.database.transaction(async (db) => {
    const repository = customerDataRepository(db);
    await repository.lockOrders(customerId);
    meanwhile = postgres.connect().transaction(async (other) => ({
      ok: true,
      order: await ordersRepository(other).lock(customerId, id),
    }));
    while ((await waiting()).length === 0);
    await repository.erase(customerId, `erased-${randomUUID()}`);
    return { ok: true };
  });
  expect(await meanwhile).toEqual({ ok: true, order: null });
});

test("an export is noted once, with its first page, and has that note too", async () => {
  await place("cancelled");
  const first = await answerCall({ call: "export", ...asked() }, dependencies);
  expect(first.answer).toMatchObject({ next: null });
  const { rows = [] } = first.answer as { rows?: { table: string; row: object }[] };
  expect(rows.find(({ table }) => table === "customer_data_requests")?.row).toMatchObject({
    kind: "export",
    reason: "request 7",
    found: { orders: 1 },
  });
  const second = await answerCall(
    { call: "export", ...asked(), from: { table: "orders" } },
    dependencies,
  );
  expect(second.fields).toEqual({ outcome: "exported", records: 1 });
});

test("an export of nobody leaves no word of a name that nobody has", async () => {
  await answerCall({ call: "export", ...asked() }, dependencies);
  expect(
    await postgres.query(
      `select 1 from customer_data_requests where customer_id = '${customerId}'`,
    ),
  ).toEqual([]);
});
