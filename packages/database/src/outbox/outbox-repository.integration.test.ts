import { randomBytes } from "node:crypto";
import { mint } from "@stagecraft/contracts/ids";
import { beforeEach, expect, test } from "vitest";
import type { Database } from "../connection.ts";
import { ordersRepository } from "../orders-repository.ts";
import { placedAt, testPlacement } from "../testing/order-placement.fixture.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.ts";
import { outboxRepository } from "./outbox-repository.ts";

const destination = "orders-queue";
const later = new Date(placedAt.getTime() + 60_000);
const all = { createdBefore: later, limit: 100 };

let postgres: TestDatabase;
beforeEach(async () => {
  postgres = await createTestDatabase();
});

async function place({ run }: Database, count: number) {
  const placements = Array.from({ length: count }, () => testPlacement());
  for (const placement of placements) await run((db) => ordersRepository(db).place(placement));
  return placements.map(({ event }) => event);
}

test("events that one transaction has claimed are not claimed by another until it ends", async () => {
  const [first, second] = [postgres.connect(), postgres.connect()];
  const events = await place(first, 5);
  const undone = first.transaction(async (db) => {
    const mine = await outboxRepository(db).claim(destination, { ...all, limit: 3 });
    const others = await second.run((db) => outboxRepository(db).claim(destination, all));
    expect(mine).toHaveLength(3);
    expect([...mine, ...others].map(({ id }) => id).toSorted()).toEqual(
      events.map(({ id }) => id).toSorted(),
    );
    throw new Error("undone");
  });
  await expect(undone).rejects.toThrow("undone");
  const again = await first.run((db) => outboxRepository(db).claim(destination, all));
  expect(again.map(({ event }) => event)).toEqual(expect.arrayContaining(events));
});

test("concurrent relays publish each event once", async () => {
  const events = await place(postgres.connect(), 60);
  const published = await Promise.all(
    Array.from({ length: 6 }, async () => {
      const relay = postgres.connect();
      const mine: string[] = [];
      for (let empty = false; !empty; ) {
        await relay.transaction(async (db) => {
          const due = await outboxRepository(db).claim(destination, { ...all, limit: 7 });
          const ids = due.map(({ id }) => id);
          if (ids.length > 0) await outboxRepository(db).markPublished(destination, ids, later);
          mine.push(...ids);
          empty = ids.length === 0;
        });
      }
      return mine;
    }),
  );
  expect(published.flat().toSorted()).toEqual(events.map(({ id }) => id).toSorted());
});

test("an event waits only for earlier events of its order at the same destination", async () => {
  const { run } = postgres.connect();
  const [first] = await place({ run } as Database, 1);
  if (!first) throw new Error("one order was placed");
  const second = mint("evt", placedAt.getTime(), randomBytes);
  for (const at of [destination, "other"]) {
    await postgres.query(`
      insert into outbox (id, destination, order_id, order_version, event, created_at)
      values ('${second}', '${at}', '${first.subject}', 2, '{}', '2010-12-01T08:00:00Z')`);
  }
  const due = async (at: string) => {
    const rows = await run((db) => outboxRepository(db).claim(at, all));
    return rows.map(({ id }) => id);
  };
  expect(await due(destination)).toEqual([first.id]);
  expect(await due("other")).toEqual([second]);
  await run((db) => outboxRepository(db).markPublished(destination, [first.id], later));
  expect(await due(destination)).toEqual([second]);
});

test("new events are not claimed, and the age of the oldest due event is the lag", async () => {
  const { run } = postgres.connect();
  expect(await run((db) => outboxRepository(db).oldestDue(destination))).toBeNull();
  await place({ run } as Database, 1);
  const onlyOld = { createdBefore: placedAt, limit: 10 };
  expect(await run((db) => outboxRepository(db).claim(destination, onlyOld))).toEqual([]);
  expect(await run((db) => outboxRepository(db).oldestDue(destination))).toEqual(placedAt);
});
