import type { OrderId } from "@stagecraft/contracts/ids";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { idempotencyRepository } from "./idempotency-repository.ts";
import { ordersRepository } from "./orders-repository.ts";
import { advanceOrder } from "./testing/advance-order.fixture.ts";
import { placedAt, testPlacement } from "./testing/order-placement.fixture.ts";
import { createTestDatabase, type TestDatabase } from "./testing/test-database.ts";

let postgres: TestDatabase;
beforeAll(async () => {
  postgres = await createTestDatabase();
});

test("an order of 600 lines is read back as it was placed", async () => {
  const { run } = postgres.connect();
  const placement = testPlacement({ lineCount: 600 });
  expect(await run((db) => ordersRepository(db).place(placement))).toBe(true);
  const { customerId, id } = placement.order;
  const found = await run((db) => ordersRepository(db).find(customerId, id));
  expect(found).toMatchObject(placement.order);
  expect(await run((db) => ordersRepository(db).find("cus_other", id))).toBeNull();
});

test("of 20 concurrent calls with one key, one stores its order and all read its response", async () => {
  const placements = Array.from({ length: 20 }, () => testPlacement({ key: "same" }));
  const stored = await Promise.all(
    placements.map(async (placement) => {
      const { run } = postgres.connect();
      const placed = await run((db) => ordersRepository(db).place(placement));
      const { response } = await run((db) =>
        idempotencyRepository(db).findResponse(placement.request),
      );
      return { placed, body: response.body };
    }),
  );
  const winner = placements[stored.findIndex(({ placed }) => placed)];
  expect(stored.filter(({ placed }) => placed)).toHaveLength(1);
  expect(new Set(stored.map(({ body }) => body))).toEqual(new Set([winner?.response.body]));
  const ids = placements.map(({ order }) => `'${order.id}'`).join();
  expect(await postgres.query(`select from orders where id in (${ids})`)).toHaveLength(1);
  const events = `select destination from outbox where order_id in (${ids}) order by 1`;
  expect(await postgres.query(events)).toEqual([
    { destination: "orders-queue" },
    { destination: "orders-stream" },
  ]);
});

test("two customers may use the same key", async () => {
  const { run } = postgres.connect();
  for (const customerId of ["cus_a", "cus_b"]) {
    const placement = testPlacement({ customerId, key: "shared" });
    expect(await run((db) => ordersRepository(db).place(placement))).toBe(true);
  }
});

test("orders are listed newest first, page by page, and by status", async () => {
  const database = postgres.connect();
  const { run } = database;
  const customerId = "cus_list";
  const ids: OrderId[] = [];
  for (let minute = 0; minute < 5; minute++) {
    const now = new Date(placedAt.getTime() + minute * 60_000);
    const placement = testPlacement({ customerId, now });
    await run((db) => ordersRepository(db).place(placement));
    ids.unshift(placement.order.id);
  }
  const list = (page: object) =>
    run((db) => ordersRepository(db).list(customerId, { limit: 2, ...page }));
  const first = await list({});
  const second = await list({ after: first[1]?.id });
  const third = await list({ after: second[1]?.id });
  expect([...first, ...second, ...third].map(({ id }) => id)).toEqual(ids);

  for (const id of ids.slice(3)) await advanceOrder(database, id, "accepted");
  const accepted = await list({ status: "accepted" });
  expect(accepted.map(({ id }) => id)).toEqual(ids.slice(3));
});

test("the services' login may not delete orders or change order lines", async () => {
  const { run } = postgres.connect();
  for (const forbidden of [
    sql`delete from orders`,
    sql`update order_lines set quantity = 1`,
    sql`select from returns`,
    sql`truncate idempotency_records`,
  ]) {
    await expect(run((db) => db.execute(forbidden))).rejects.toMatchObject({
      code: "database.42501",
      retry: false,
    });
  }
});
