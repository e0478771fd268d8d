import type { EventId } from "@stagecraft/contracts/ids";
import { ordersRepository } from "@stagecraft/database/orders-repository";
import { placedAt, somePlacing } from "@stagecraft/database/testing/placing.fixture";
import { createTestDatabase, type TestDatabase } from "@stagecraft/database/testing/test-database";
import { beforeEach, expect, test } from "vitest";
import { relayOutbox } from "./relay-outbox.ts";
import type { SendEvents } from "./send-events.ts";

const log = { info: () => {}, warn: () => {}, error: () => {} };
const metrics = { add: () => {}, flush: () => {} };
const lagMs = 60_000;
const now = () => new Date(placedAt.getTime() + lagMs);
const muchTime = { remainingMs: () => 50_000 };

let postgres: TestDatabase;
beforeEach(async () => {
  postgres = await createTestDatabase();
});

async function placeOrders(count: number): Promise<EventId[]> {
  const { run } = postgres.connect();
  const placings = Array.from({ length: count }, () => somePlacing({ lineCount: 1 }));
  for (const placing of placings) await run((db) => ordersRepository(db).place(placing));
  return placings.map(({ event }) => event.id).toSorted();
}

function createRelay(sendEvents: SendEvents) {
  const database = postgres.connect();
  return (deadline = muchTime) =>
    relayOutbox(deadline, { database, sendEvents, log, metrics, now });
}

test("everything that is due is published once, however many relays run", async () => {
  const ids = await placeOrders(250);
  const sent: EventId[] = [];
  const sendAll: SendEvents = async (events) => {
    const arrived = events.map(({ id }) => id);
    sent.push(...arrived);
    return { arrived, faults: [] };
  };
  const outcomes = await Promise.all([1, 2, 3].map(() => createRelay(sendAll)()));
  expect(sent.toSorted()).toEqual(ids);
  expect(outcomes.reduce((sum, { published }) => sum + published, 0)).toBe(250);
  expect(await createRelay(sendAll)()).toEqual({ published: 0, failed: 0, lagMs: 0 });
});

test("what does not arrive stays due, and its lag is told", async () => {
  const ids = await placeOrders(3);
  const relay = createRelay(async (events) => ({
    arrived: events.map(({ id }) => id).filter((id) => id !== ids[0]),
    faults: [new Error("refused")],
  }));
  expect(await relay()).toEqual({ published: 2, failed: 1, lagMs });
  const rest = await postgres.query("select id from outbox where published_at is null");
  expect(rest).toEqual([{ id: ids[0] }]);
});

test("no round begins near the deadline", async () => {
  await placeOrders(1);
  const relay = createRelay(() => Promise.reject(new Error("must not be called")));
  expect(await relay({ remainingMs: () => 5_000 })).toEqual({ published: 0, failed: 0, lagMs });
});
