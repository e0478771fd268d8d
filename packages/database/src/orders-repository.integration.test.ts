import type { OrderId } from "@stagecraft/contracts/ids";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { idempotencyRepository } from "./idempotency-repository.ts";
import { ordersRepository } from "./orders-repository.ts";
import { placedAt, somePlacing } from "./testing/placing.fixture.ts";
import { createTestDatabase, type TestDatabase } from "./testing/test-database.ts";

let postgres: TestDatabase;
beforeAll(async () => {
  postgres = await createTestDatabase();
});

test("an order of 600 lines is read back as it was placed", async () => {
  const { run } = postgres.connect();
  const placing = somePlacing({ lineCount: 600 });
  expect(await run((db) => ordersRepository(db).place(placing))).toBe(true);
  const { customerId, id } = placing.order;
  const found = await run((db) => ordersRepository(db).find(customerId, id));
  expect(found).toMatchObject(placing.order);
  expect(await run((db) => ordersRepository(db).find("cus_other", id))).toBeNull();
});

test("of 20 that place with one key at once, one stores its order and all see its answer", async () => {
  const placings = Array.from({ length: 20 }, () => somePlacing({ key: "same" }));
  const stored = await Promise.all(
    placings.map(async (placing) => {
      const { run } = postgres.connect();
      const placed = await run((db) => ordersRepository(db).place(placing));
      const answer = await run((db) => idempotencyRepository(db).firstAnswer(placing.claim));
      return { placed, answer: answer.body };
    }),
  );
  const winner = placings[stored.findIndex(({ placed }) => placed)];
  expect(stored.filter(({ placed }) => placed)).toHaveLength(1);
  expect(new Set(stored.map(({ answer }) => answer))).toEqual(new Set([winner?.answer.body]));
  const ids = placings.map(({ order }) => `'${order.id}'`).join();
  for (const [table, column] of [
    ["orders", "id"],
    ["outbox", "order_id"],
  ]) {
    const rows = await postgres.query(`select from ${table} where ${column} in (${ids})`);
    expect(rows).toHaveLength(1);
  }
});

test("one key of two customers stands for two orders", async () => {
  const { run } = postgres.connect();
  for (const customerId of ["cus_a", "cus_b"]) {
    const placing = somePlacing({ customerId, key: "shared" });
    expect(await run((db) => ordersRepository(db).place(placing))).toBe(true);
  }
});

test("orders are listed newest first, page by page, and by status", async () => {
  const { run } = postgres.connect();
  const customerId = "cus_list";
  const ids: OrderId[] = [];
  for (let minute = 0; minute < 5; minute++) {
    const now = new Date(placedAt.getTime() + minute * 60_000);
    const placing = somePlacing({ customerId, now });
    await run((db) => ordersRepository(db).place(placing));
    ids.unshift(placing.order.id);
  }
  const list = (page: object) =>
    run((db) => ordersRepository(db).list(customerId, { limit: 2, ...page }));
  const first = await list({});
  const second = await list({ after: first[1]?.id });
  const third = await list({ after: second[1]?.id });
  expect([...first, ...second, ...third].map(({ id }) => id)).toEqual(ids);

  await run((db) => ordersRepository(db).accept(ids.slice(3)));
  const accepted = await list({ status: "accepted" });
  expect(accepted.map(({ id }) => id)).toEqual(ids.slice(3));
});

test("a batch is accepted once, leaving cancelled and unknown orders alone", async () => {
  const { run } = postgres.connect();
  const placings = [somePlacing(), somePlacing(), somePlacing()];
  for (const placing of placings) await run((db) => ordersRepository(db).place(placing));
  const [first, second, third] = placings.map(({ order }) => order);
  if (!first || !second || !third) throw new Error("three orders were placed");
  await run((db) => ordersRepository(db).setStatus({ ...second, status: "cancelled", version: 2 }));

  const unknown = somePlacing().order.id;
  const batch = [third.id, second.id, first.id, unknown, first.id];
  const outcome = await run((db) => ordersRepository(db).accept(batch));
  expect(new Set(outcome.known)).toEqual(new Set([first.id, second.id, third.id]));
  expect(new Set(outcome.accepted)).toEqual(new Set([first.id, third.id]));
  const again = await run((db) => ordersRepository(db).accept(batch));
  expect(again.accepted).toEqual([]);

  const states = await run((db) =>
    Promise.all([first, second].map((o) => ordersRepository(db).find(o.customerId, o.id))),
  );
  expect(states).toMatchObject([
    { status: "accepted", version: 2 },
    { status: "cancelled", version: 2 },
  ]);
});

test("accepting waits for a running cancellation and then respects it", async () => {
  const canceller = postgres.connect();
  const pipeline = postgres.connect();
  const { order, ...placing } = somePlacing();
  await canceller.run((db) => ordersRepository(db).place({ order, ...placing }));

  let accepting: ReturnType<ReturnType<typeof ordersRepository>["accept"]> | undefined;
  await canceller.transaction(async (db) => {
    await ordersRepository(db).lock(order.customerId, order.id);
    accepting = pipeline.run((other) => ordersRepository(other).accept([order.id]));
    await untilSomeoneWaits(postgres);
    await ordersRepository(db).setStatus({ ...order, status: "cancelled", version: 2 });
    return { ok: true };
  });
  expect(await accepting).toEqual({ known: [order.id], accepted: [] });
});

test("batches that overlap in any order do not lock each other up", async () => {
  const { run } = postgres.connect();
  const placings = Array.from({ length: 10 }, () => somePlacing());
  for (const placing of placings) await run((db) => ordersRepository(db).place(placing));
  const ids = placings.map(({ order }) => order.id);
  const accepted = await Promise.all(
    Array.from({ length: 8 }, (_, index) => {
      const batch = index % 2 ? ids : ids.toReversed();
      return postgres.connect().run((db) => ordersRepository(db).accept(batch));
    }),
  );
  expect(accepted.flatMap((outcome) => outcome.accepted).toSorted()).toEqual(ids.toSorted());
});

test("the services may not delete, nor change what was sold", async () => {
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

async function untilSomeoneWaits({ query }: TestDatabase): Promise<void> {
  const waiting = `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
  while ((await query(waiting)).length === 0);
}
