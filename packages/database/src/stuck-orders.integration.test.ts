import { beforeEach, expect, test } from "vitest";
import type { Database } from "./connection.ts";
import { ordersRepository } from "./orders-repository.ts";
import { outboxRepository } from "./outbox/outbox-repository.ts";
import { stockRepository } from "./stock-repository.ts";
import { failStuck, handOverStuck, republishStuck } from "./stuck-orders.ts";
import { advanceOrder } from "./testing/advance-order.fixture.ts";
import { placedAt, testPlacement } from "./testing/order-placement.fixture.ts";
import { createTestDatabase, type TestDatabase } from "./testing/test-database.ts";

const destination = "orders-queue";
const after = (minutes: number) => new Date(placedAt.getTime() + minutes * 60_000);

let postgres: TestDatabase;
let database: Database;
beforeEach(async () => {
  postgres = await createTestDatabase();
  database = postgres.connect();
});

async function place() {
  const placement = testPlacement();
  await database.run((db) => ordersRepository(db).place(placement));
  return { id: placement.order.id, eventId: placement.event.id };
}

const republish = (before: Date) => database.run((db) => republishStuck(db, destination, before));

test("an event is due again when its order did not change since it was published", async () => {
  const [stuck, moved, unpublished] = [await place(), await place(), await place()];
  const published = [stuck.eventId, moved.eventId];
  await database.run((db) => outboxRepository(db).markPublished(destination, published, after(1)));
  await advanceOrder(database, moved.id, "accepted");

  expect(await republish(after(1))).toEqual([]);
  expect(await republish(after(2))).toEqual([stuck.id]);
  expect(await republish(after(2))).toEqual([]);
  const due = await database.run((db) =>
    outboxRepository(db).claim(destination, { createdBefore: after(2), limit: 10 }),
  );
  expect(due.map(({ orderId }) => orderId).toSorted()).toEqual(
    [stuck.id, unpublished.id].toSorted(),
  );
});

test("an order that never changes fails, once, whatever the number of concurrent sweeps", async () => {
  const [stuck, moved] = [await place(), await place()];
  await advanceOrder(database, moved.id, "accepted");
  const sweep = (before: Date) =>
    postgres.connect().transaction((db) => failStuck(db, before, after(10)));
  expect(await sweep(placedAt)).toEqual([]);
  const swept = await Promise.all([sweep(after(1)), sweep(after(1)), sweep(after(1))]);
  expect(swept.flat()).toEqual([stuck.id]);
  expect(
    await postgres.query(`select status, version from orders where id = '${stuck.id}'`),
  ).toEqual([{ status: "failed", version: 2 }]);
  const statuses = `select event->'data'->>'status' as status from outbox
    where order_id = '${stuck.id}' and destination = 'orders-stream' order by order_version`;
  expect(await postgres.query(statuses)).toEqual([{ status: "placed" }, { status: "failed" }]);
});

test("an accepted order whose workflow did not end needs attention, and its stock is released", async () => {
  await postgres.query("insert into stock values ('CODE0', 10, 0)");
  const [stuck, young, ended] = [await place(), await place(), await place()];
  await postgres.query(
    `update orders set created_at = '${after(5).toISOString()}' where id = '${young.id}'`,
  );
  await database.transaction(async (db) => {
    await stockRepository(db).reserve(stuck.id, [{ code: "CODE0", quantity: 6 }], after(999));
  });
  await advanceOrder(database, stuck.id, "accepted");
  await advanceOrder(database, young.id, "accepted");
  await advanceOrder(database, ended.id, "accepted", "payment-declined");
  const handOver = () =>
    postgres.connect().transaction((db) => handOverStuck(db, after(1), after(10)));
  const handed = await Promise.all([handOver(), handOver()]);
  expect(handed.flat()).toEqual([stuck.id]);
  expect(await postgres.query("select status from orders order by status")).toEqual([
    { status: "accepted" },
    { status: "needs-attention" },
    { status: "payment-declined" },
  ]);
  expect(await postgres.query("select on_hand, reserved from stock")).toEqual([
    { on_hand: 10, reserved: 0 },
  ]);
});
