import { randomBytes, randomUUID } from "node:crypto";
import type { RowCursor } from "@stagecraft/contracts/customer-data";
import { mint, type OrderId } from "@stagecraft/contracts/ids";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { customerDataRepository, type PersonalRow } from "./customer-data-repository.ts";
import { orderProgressRepository } from "./order-progress-repository.ts";
import { ordersRepository } from "./orders-repository.ts";
import { recordOrderChange } from "./outbox/outbox-events.ts";
import { personalTables, tablesWithoutCustomers } from "./personal/personal-data.ts";
import { returnsRepository } from "./returns-repository.ts";
import { stockRepository } from "./stock-repository.ts";
import { placedAt, testPlacement } from "./testing/order-placement.fixture.ts";
import { createTestDatabase, type TestDatabase } from "./testing/test-database.ts";

const marker = "marker-7f3a";
const customerId = `cus_${marker}`;
/** The id of another customer, which begins with this customer's id. */
const neighbourId = `${customerId}0`;

let postgres: TestDatabase;
beforeAll(async () => {
  postgres = await createTestDatabase();
  await postgres.query("insert into stock (code, on_hand) values ('CODE0', 1000)");
});

/** A connection with the privileges of the function that erases. */
async function connect() {
  const database = postgres.connect();
  await database.run((db) => db.execute(sql`set role customer_data`));
  return database;
}

/** An order with rows in every table about orders. */
async function placeWithEverything(ofCustomer: string): Promise<OrderId> {
  const services = postgres.connect();
  const { order, request, response, events } = testPlacement({
    customerId: ofCustomer,
    key: `key-${ofCustomer}-${randomUUID()}`,
  });
  const placed = { ...order, reference: `ref-${ofCustomer}` };
  await services.run((db) =>
    ordersRepository(db).place({
      order: placed,
      request,
      response: { ...response, body: JSON.stringify({ customerId: ofCustomer }) },
      events,
    }),
  );
  await services.transaction(async (db) => {
    const progress = orderProgressRepository(db);
    await stockRepository(db).reserve(placed.id, [{ code: "CODE0", quantity: 1 }], placedAt);
    const accepted = await progress.advance(placed, "accepted", placedAt);
    const fulfilled = await progress.advance(accepted, "fulfilled", placedAt);
    const line = { line: 1, code: "CODE0", quantity: 1, priceMinor: 255, refundMinor: 255 };
    await returnsRepository(db).add({
      id: mint("ret", placedAt.getTime(), randomBytes),
      orderId: placed.id,
      reference: `ret-${ofCustomer}`,
      currency: "GBP",
      refundMinor: 255,
      lines: [line],
      createdAt: placedAt,
    });
    await recordOrderChange(db, { ...fulfilled, version: fulfilled.version + 1 }, placedAt);
  });
  await postgres.query(
    `insert into projected_orders values ('${placed.id}', 4, 3060, 255) on conflict do nothing`,
  );
  return placed.id;
}

async function everyRow(ofCustomer: string, maximumBytes?: number): Promise<PersonalRow[]> {
  const database = await connect();
  const rows: PersonalRow[] = [];
  for (let from: RowCursor | null | undefined; from !== null; ) {
    const at: RowCursor | undefined = from;
    const page = await database.run((db) =>
      customerDataRepository(db).page(ofCustomer, at, maximumBytes),
    );
    rows.push(...page.rows);
    from = page.next;
  }
  return rows;
}

/** Tables with the text in any column. */
async function tablesWith(text: string): Promise<string[]> {
  const tables = await postgres.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public' order by 1",
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await postgres.query(
      `select 1 from "${name}" as t where to_jsonb(t)::text like '%${text}%'`,
    );
    if (rows.length > 0) found.push(name);
  }
  return found;
}

test("every table and column of the database has a rule for erasure", async () => {
  const columns = await postgres.query<{ table: string; columns: string[] }>(
    `select table_name as "table", array_agg(column_name::text order by column_name) as columns
      from information_schema.columns where table_schema = 'public' group by 1 order by 1`,
  );
  const decided = personalTables.map(({ name, erasure }) => [name, erasure] as const);
  expect(columns.map(({ table }) => table)).toEqual(
    [...decided.map(([name]) => name), ...tablesWithoutCustomers].toSorted(),
  );
  for (const [name, erasure] of decided) {
    if (erasure === "removed") continue;
    const found = columns.find(({ table }) => table === name)?.columns;
    expect([name, Object.keys(erasure).toSorted()]).toEqual([name, found?.toSorted()]);
  }
});

test("a customer's rows are found in every table, without rows of other customers", async () => {
  const id = await placeWithEverything(customerId);
  await placeWithEverything(neighbourId);
  const database = await connect();
  await database.run((db) =>
    customerDataRepository(db).recordRequest({
      id: randomUUID(),
      kind: "export",
      customerId,
      requestedBy: "arn",
      reason: "",
      requestedAt: placedAt,
      found: {},
    }),
  );
  const rows = await everyRow(customerId);
  expect(new Set(rows.map(({ table }) => table))).toEqual(
    new Set(personalTables.map(({ name }) => name)),
  );
  expect(JSON.stringify(rows)).not.toContain(neighbourId);
  expect(JSON.stringify(rows)).toContain(id);
  const counts = await database.run((db) => customerDataRepository(db).counts(customerId));
  const byTable = Object.groupBy(rows, ({ table }) => table);
  expect(counts).toEqual(
    Object.fromEntries(Object.entries(byTable).map(([name, some]) => [name, some?.length])),
  );
});

test("pages of any size have the same rows", async () => {
  const whole = await everyRow(customerId);
  expect(await everyRow(customerId, 1)).toEqual(whole);
  expect(await everyRow(customerId, 700)).toEqual(whole);
});

test("publications show when events were last sent to each destination, and how many are due", async () => {
  await postgres.query(
    "update outbox set published_at = '2010-12-01T09:00:00Z' where destination = 'orders-queue'",
  );
  const database = await connect();
  const found = await database.run((db) => customerDataRepository(db).publications(customerId));
  expect(found).toEqual([
    {
      destination: "orders-queue",
      lastWrittenAt: placedAt,
      lastPublishedAt: new Date("2010-12-01T09:00:00Z"),
      due: 0,
    },
    { destination: "orders-stream", lastWrittenAt: placedAt, lastPublishedAt: null, due: 4 },
  ]);
});

test("after an erasure no table contains the customer, and all sums are unchanged", async () => {
  const sums = () =>
    postgres.query(
      `select (select sum(total_minor) from orders) as total, (select count(*) from orders) as orders,
        (select sum(refund_minor) from returns) as refunds, (select count(*) from outbox) as events,
        (select sum(returned) from order_lines) as returned`,
    );
  const before = await sums();
  expect((await tablesWith(`${marker}"`)).length).toBeGreaterThan(3);
  const database = await connect();
  await database.transaction(async (db) => {
    const repository = customerDataRepository(db);
    await repository.lockOrders(customerId);
    const changed = await repository.erase(customerId, "erased-1");
    expect(changed).toEqual({
      orders: 1,
      outbox: 5,
      returns: 1,
      idempotency_records: 1,
      customer_data_requests: 1,
    });
  });
  expect(await tablesWith(`${marker}"`)).toEqual([]);
  expect(await tablesWith(`${marker}-`)).toEqual([]);
  expect(await everyRow(customerId)).toEqual([]);
  expect(await sums()).toEqual(before);
  const [event] = await postgres.query<{ event: { data: object } }>(
    `select event from outbox join orders on orders.id = order_id where customer_id = 'erased-1' limit 1`,
  );
  expect(event?.event.data).toMatchObject({ customerId: "erased-1", totalMinor: 3060 });
});

test("the customer with a similar id has lost nothing", async () => {
  const rows = await everyRow(neighbourId);
  const text = JSON.stringify(rows);
  expect(text).toContain(`ref-${neighbourId}`);
  expect(text).toContain(`ret-${neighbourId}`);
  expect(new Set(rows.map(({ table }) => table)).size).toBe(personalTables.length - 1);
});

test("the login that erases may not change accounting data", async () => {
  const database = await connect();
  for (const statement of [
    "update orders set total_minor = 0",
    "update orders set status = 'cancelled'",
    "delete from orders",
    "update order_lines set quantity = 1",
    "update idempotency_records set body = ''",
    "delete from customer_data_requests",
  ]) {
    await expect(database.run((db) => db.execute(sql.raw(statement)))).rejects.toMatchObject({
      code: "database.42501",
    });
  }
});
