import type { OrderId } from "@stagecraft/contracts/ids";
import type { OrderStatus } from "@stagecraft/contracts/order";
import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Database } from "./connection.ts";
import { orderProgressRepository } from "./order-progress-repository.ts";
import { orderStatusRepository } from "./order-status-repository.ts";
import { ordersRepository } from "./orders-repository.ts";
import { testPlacement } from "./testing/order-placement.fixture.ts";
import { createTestDatabase, type TestDatabase } from "./testing/test-database.ts";

const at = (minute: number) => new Date(Date.UTC(2010, 11, 1, 8, minute));

let postgres: TestDatabase;
let placed: OrderId;
let accepted: OrderId;
let declined: OrderId;
let failed: OrderId;

beforeEach(async () => {
  postgres = await createTestDatabase();
  const services = postgres.connect();
  placed = await place(services, at(0));
  accepted = await place(services, at(1), ["accepted", at(6)]);
  declined = await place(services, at(2), ["accepted", at(2)], ["payment-declined", at(3)]);
  failed = await place(services, at(3), ["accepted", at(3)], ["failed", at(9)]);
});

async function place(
  services: Database,
  now: Date,
  ...changes: readonly (readonly [OrderStatus, Date])[]
): Promise<OrderId> {
  const placement = testPlacement({ now });
  const { id } = placement.order;
  await services.run((db) => ordersRepository(db).place(placement));
  for (const [status, time] of changes) {
    await services.transaction(async (db) => {
      const progress = orderProgressRepository(db);
      await progress.advance((await progress.lock(id)).order, status, time);
    });
  }
  return id;
}

/** Runs with the privileges of the function. */
async function withLogin<Result>(
  work: (repository: ReturnType<typeof orderStatusRepository>) => Promise<Result>,
): Promise<Result> {
  const database = postgres.connect();
  await database.run((db) => db.execute(sql`set role order_status`));
  return database.run((db) => work(orderStatusRepository(db)));
}

const idsOf = (orders: readonly { readonly id: OrderId }[]) => orders.map(({ id }) => id);

test("an order is stuck from its last change on, and the oldest change is first", async () => {
  const stuck = (placedBefore: Date, acceptedBefore: Date) =>
    withLogin((repository) =>
      repository.stuck({ placed: placedBefore, accepted: acceptedBefore }, 10),
    );
  expect(idsOf(await stuck(at(0), at(6)))).toEqual([]);
  expect(idsOf(await stuck(at(1), at(6)))).toEqual([placed]);
  expect(idsOf(await stuck(at(1), at(7)))).toEqual([placed, accepted]);
  expect(idsOf(await stuck(at(0), at(7)))).toEqual([accepted]);
});

test("an order has its last change, its amount and its unpublished events", async () => {
  await postgres.query(`update outbox set published_at = now()
    where order_id = '${accepted}' and destination = 'orders-queue'`);
  const [order] = await withLogin((repository) => repository.find(accepted));
  expect(order).toEqual({
    id: accepted,
    status: "accepted",
    version: 2,
    changedAt: at(6),
    placedAt: at(1),
    totalMinor: 3060,
    currency: "GBP",
    cancelRequested: false,
    unpublished: { "orders-stream": 2 },
  });
});

test("a request to cancel is shown", async () => {
  const services = postgres.connect();
  await services.transaction((db) =>
    orderProgressRepository(db).requestCancellation(placed, at(5)),
  );
  expect(await withLogin((repository) => repository.find(placed))).toMatchObject([
    { cancelRequested: true, changedAt: at(0), unpublished: { "orders-queue": 1 } },
  ]);
});

test("orders failed when the system did, not when the customer's bank declined", async () => {
  expect(idsOf(await withLogin(({ failed }) => failed(10)))).toEqual([failed]);
});

test("recent orders are those of the latest ids", async () => {
  const recent = await withLogin((repository) => repository.recent(3));
  expect(idsOf(recent)).toEqual([failed, declined, accepted]);
  expect(await withLogin(({ find }) => find("ord_unknown" as OrderId))).toEqual([]);
});

test.each([
  ["the customer of an order", "select customer_id from orders"],
  ["the customer's reference", "select reference from orders"],
  ["an event, which names the customer", "select event from outbox"],
  ["an answer that was given to the customer", "select body from idempotency_records"],
  ["a return", "select id from returns"],
  ["a change", "update orders set status = 'failed'"],
])("the login is refused %s", async (_, statement) => {
  const database = postgres.connect();
  await database.run((db) => db.execute(sql`set role order_status`));
  await expect(database.run((db) => db.execute(sql.raw(statement)))).rejects.toMatchObject({
    // insufficient_privilege: https://www.postgresql.org/docs/current/errcodes-appendix.html
    code: "database.42501",
  });
});
