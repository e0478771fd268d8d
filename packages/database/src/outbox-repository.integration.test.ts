import { randomBytes } from "node:crypto";
import { mint } from "@stagecraft/contracts/ids";
import { beforeEach, expect, test } from "vitest";
import type { Database } from "./connection.ts";
import { ordersRepository } from "./orders-repository.ts";
import { outboxRepository } from "./outbox-repository.ts";
import { placedAt, somePlacing } from "./testing/placing.fixture.ts";
import { createTestDatabase, type TestDatabase } from "./testing/test-database.ts";

const destination = "orders-queue";
const later = new Date(placedAt.getTime() + 60_000);
const everything = { createdBefore: later, limit: 100 };

let postgres: TestDatabase;
beforeEach(async () => {
  postgres = await createTestDatabase();
});

async function place({ run }: Database, count: number) {
  const placings = Array.from({ length: count }, () => somePlacing());
  for (const placing of placings) await run((db) => ordersRepository(db).place(placing));
  return placings.map(({ event }) => event);
}

test("what one has claimed another does not get, until the transaction ends", async () => {
  const [first, second] = [postgres.connect(), postgres.connect()];
  const events = await place(first, 5);
  await first.transaction(async (db) => {
    const mine = await outboxRepository(db).claim(destination, { ...everything, limit: 3 });
    const others = await second.run((db) => outboxRepository(db).claim(destination, everything));
    expect(mine).toHaveLength(3);
    expect([...mine, ...others].map(({ id }) => id).toSorted()).toEqual(
      events.map(({ id }) => id).toSorted(),
    );
    return { ok: false };
  });
  const again = await first.run((db) => outboxRepository(db).claim(destination, everything));
  expect(again.map(({ event }) => event)).toEqual(expect.arrayContaining(events));
});

test("many at once publish each event once", async () => {
  const events = await place(postgres.connect(), 60);
  const published = await Promise.all(
    Array.from({ length: 6 }, async () => {
      const relay = postgres.connect();
      const mine: string[] = [];
      for (let empty = false; !empty; ) {
        await relay.transaction(async (db) => {
          const due = await outboxRepository(db).claim(destination, { ...everything, limit: 7 });
          const ids = due.map(({ id }) => id);
          if (ids.length > 0) await outboxRepository(db).markPublished(destination, ids, later);
          mine.push(...ids);
          empty = ids.length === 0;
          return { ok: true };
        });
      }
      return mine;
    }),
  );
  expect(published.flat().toSorted()).toEqual(events.map(({ id }) => id).toSorted());
});

test("an event waits for its order's earlier ones at the same destination only", async () => {
  const { run } = postgres.connect();
  const [first] = await place({ run } as Database, 1);
  if (!first) throw new Error("one order was placed");
  const second = mint("evt", placedAt.getTime(), randomBytes);
  for (const at of [destination, "elsewhere"]) {
    await postgres.query(`
      insert into outbox (id, destination, order_id, order_version, event, created_at)
      values ('${second}', '${at}', '${first.subject}', 2, '{}', '2010-12-01T08:00:00Z')`);
  }
  const due = async (at: string) => {
    const rows = await run((db) => outboxRepository(db).claim(at, everything));
    return rows.map(({ id }) => id);
  };
  expect(await due(destination)).toEqual([first.id]);
  expect(await due("elsewhere")).toEqual([second]);
  await run((db) => outboxRepository(db).markPublished(destination, [first.id], later));
  expect(await due(destination)).toEqual([second]);
});

test("young events are left alone, and the oldest that is due tells the lag", async () => {
  const { run } = postgres.connect();
  expect(await run((db) => outboxRepository(db).oldestDue(destination))).toBeNull();
  await place({ run } as Database, 1);
  const young = { createdBefore: placedAt, limit: 10 };
  expect(await run((db) => outboxRepository(db).claim(destination, young))).toEqual([]);
  expect(await run((db) => outboxRepository(db).oldestDue(destination))).toEqual(placedAt);
});
