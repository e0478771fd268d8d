import { beforeAll, expect, test } from "vitest";
import { orderProgressRepository } from "./order-progress-repository.ts";
import { ordersRepository } from "./orders-repository.ts";
import { advanceOrder } from "./testing/advance-order.fixture.ts";
import { placedAt, testPlacement } from "./testing/order-placement.fixture.ts";
import { createTestDatabase, type TestDatabase } from "./testing/test-database.ts";

let postgres: TestDatabase;
beforeAll(async () => {
  postgres = await createTestDatabase();
});

async function placeOrder() {
  const database = postgres.connect();
  const placement = testPlacement();
  await database.run((db) => ordersRepository(db).place(placement));
  return { database, order: placement.order };
}

test("a new status increments the version and records an event", async () => {
  const { database, order } = await placeOrder();
  await advanceOrder(database, order.id, "accepted", "fulfilled");
  const found = await database.run((db) => ordersRepository(db).find(order.customerId, order.id));
  expect(found).toMatchObject({ status: "fulfilled", version: 3 });
  const events = await postgres.query(
    `select order_version, event->'data'->>'status' as status from outbox
      where order_id = '${order.id}' and destination = 'orders-stream' and order_version > 1
      order by order_version`,
  );
  expect(events).toEqual([
    { order_version: 2, status: "accepted" },
    { order_version: 3, status: "fulfilled" },
  ]);
});

test("a final status does not change, and a failed attempt stores nothing", async () => {
  const { database, order } = await placeOrder();
  await advanceOrder(database, order.id, "cancelled");
  await expect(advanceOrder(database, order.id, "accepted")).rejects.toMatchObject({
    code: "order.impossible-status",
    message: "order.impossible-status: from cancelled to accepted",
    retry: false,
  });
  const found = await database.run((db) => ordersRepository(db).find(order.customerId, order.id));
  expect(found).toMatchObject({ status: "cancelled", version: 2 });
});

test("a requested cancellation is read with the order", async () => {
  const { database, order } = await placeOrder();
  const lock = () => database.transaction((db) => orderProgressRepository(db).lock(order.id));
  expect(await lock()).toMatchObject({ order, cancelRequested: false });
  await database.run((db) => orderProgressRepository(db).requestCancellation(order.id, placedAt));
  expect(await lock()).toMatchObject({ order, cancelRequested: true });
});

test("an order that does not exist is a permanent fault", async () => {
  const { database } = await placeOrder();
  await expect(advanceOrder(database, testPlacement().order.id, "accepted")).rejects.toMatchObject({
    code: "order.unknown",
    retry: false,
  });
});
