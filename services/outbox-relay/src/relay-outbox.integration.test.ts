import type { EventId } from "@stagecraft/contracts/ids";
import { ordersRepository } from "@stagecraft/database/orders-repository";
import { advanceOrder } from "@stagecraft/database/testing/advance-order.fixture";
import { placedAt, testPlacement } from "@stagecraft/database/testing/order-placement.fixture";
import { createTestDatabase, type TestDatabase } from "@stagecraft/database/testing/test-database";
import { beforeEach, expect, test } from "vitest";
import type { SendEvents } from "./destination.ts";
import { relayOutbox } from "./relay-outbox.ts";

const log = { debug() {}, info: () => {}, warn: () => {}, error: () => {} };
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
  const placements = Array.from({ length: count }, () => testPlacement({ lineCount: 1 }));
  for (const placement of placements) await run((db) => ordersRepository(db).place(placement));
  return placements.map(({ event }) => event.id).toSorted();
}

const sendNothing: SendEvents = async () => ({ sentIds: [], errors: [new Error("refused")] });

/** A destination that takes all events and records them. */
function takeAll() {
  const sent: { id: EventId; event: unknown }[] = [];
  const send: SendEvents = async (events) => {
    sent.push(...events);
    return { sentIds: events.map(({ id }) => id), errors: [] };
  };
  return { sent, send };
}

function createRelay(ways: { queue?: SendEvents; stream?: SendEvents }) {
  const database = postgres.connect();
  const destinations = [
    ...(ways.queue ? [{ name: "orders-queue", graceMs: 30_000, send: ways.queue }] : []),
    ...(ways.stream ? [{ name: "orders-stream", graceMs: 0, send: ways.stream }] : []),
  ];
  return (deadline = muchTime) =>
    relayOutbox(deadline, { database, destinations, log, metrics, now });
}

test("every due event is published once, whatever the number of concurrent relays", async () => {
  const ids = await placeOrders(250);
  const { sent, send } = takeAll();
  const outcomes = await Promise.all([1, 2, 3].map(() => createRelay({ queue: send })()));
  expect(sent.map(({ id }) => id).toSorted()).toEqual(ids);
  expect(outcomes.reduce((sum, { published }) => sum + published, 0)).toBe(250);
  expect(await createRelay({ queue: send })()).toEqual({ published: 0, failed: 0, lagMs: 0 });
});

test("an event that is not sent stays due, and its age is the lag", async () => {
  const ids = await placeOrders(3);
  const relay = createRelay({
    queue: async (events) => ({
      sentIds: events.map(({ id }) => id).filter((id) => id !== ids[0]),
      errors: [new Error("refused")],
    }),
  });
  expect(await relay()).toEqual({ published: 2, failed: 1, lagMs });
  const rest = await postgres.query(
    "select id from outbox where destination = 'orders-queue' and published_at is null",
  );
  expect(rest).toEqual([{ id: ids[0] }]);
});

test("no round begins near the deadline", async () => {
  await placeOrders(1);
  const relay = createRelay({ queue: () => Promise.reject(new Error("must not be called")) });
  expect(await relay({ remainingMs: () => 5_000 })).toEqual({ published: 0, failed: 0, lagMs });
});

test("a failing destination does not stop the others", async () => {
  await placeOrders(120);
  const { sent, send } = takeAll();
  const outcome = await createRelay({ queue: sendNothing, stream: send })();
  expect(outcome).toEqual({ published: 120, failed: 100, lagMs });
  expect(sent).toHaveLength(120);
});

test("an order's changes are sent in sequence, and a failed one holds the later ones back", async () => {
  const placements = [testPlacement(), testPlacement()];
  const database = postgres.connect();
  for (const placement of placements) {
    await database.run((db) => ordersRepository(db).place(placement));
    await advanceOrder(database, placement.order.id, "accepted", "fulfilled");
  }
  const [stuck, other] = placements.map(({ order }) => order.id);
  const { sent, send } = takeAll();
  const withoutStuck: SendEvents = async (events) => ({
    ...(await send(events.filter(({ orderId }) => orderId !== stuck))),
    errors: [new Error("refused")],
  });
  for (let run = 0; run < 4; run++) await createRelay({ stream: withoutStuck })();
  expect(sent).toMatchObject(
    [1, 2, 3].map((version) => ({ event: { subject: other, data: { version } } })),
  );
  expect(await createRelay({ stream: send })()).toMatchObject({ published: 3, lagMs: 0 });
  expect(sent.slice(3)).toMatchObject(
    [1, 2, 3].map((version) => ({ event: { subject: stuck, data: { version } } })),
  );
});
