import { OrderPlaced } from "@stagecraft/contracts/events/order-placed";
import { parse } from "@stagecraft/contracts/parse";
import { ordersRepository } from "@stagecraft/database/orders-repository";
import { somePlacing } from "@stagecraft/database/testing/placing.fixture";
import { createTestDatabase, type TestDatabase } from "@stagecraft/database/testing/test-database";
import { queueBatchHandler } from "@stagecraft/lambda/queue-batch";
import type { SQSEvent } from "aws-lambda";
import { beforeAll, expect, test } from "vitest";
import { acceptOrders } from "./accept-orders.ts";

let postgres: TestDatabase;
beforeAll(async () => {
  postgres = await createTestDatabase();
});

function createPipeline() {
  const counted: [string, number | undefined][] = [];
  const database = postgres.connect();
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const metrics = {
    add: (name: string, value?: number) => void counted.push([name, value]),
    flush: () => {},
  };
  const handler = queueBatchHandler({
    parse: (body) => parse(OrderPlaced, body),
    handle: (items) => acceptOrders(items, { database, metrics }),
    log,
    metrics,
  });
  const deliver = async (...bodies: unknown[]) => {
    const Records = bodies.map((body, index) => ({
      messageId: `message-${index}`,
      body: JSON.stringify(body),
    }));
    const { batchItemFailures } = await handler({ Records } as SQSEvent);
    return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  };
  return { database, deliver, counted };
}

test("a batch accepts its orders; a second delivery changes nothing", async () => {
  const { database, deliver, counted } = createPipeline();
  const placings = [somePlacing(), somePlacing()];
  for (const placing of placings) await database.run((db) => ordersRepository(db).place(placing));
  const events = placings.map(({ event }) => event);
  expect(await deliver(...events)).toEqual([]);
  expect(await deliver(...events, ...events)).toEqual([]);
  for (const { order } of placings) {
    const found = await database.run((db) => ordersRepository(db).find(order.customerId, order.id));
    expect(found).toMatchObject({ status: "accepted", version: 2 });
  }
  expect(counted).toEqual([["OrderAccepted", 2]]);
});

test("an unknown order and a poison message fail alone", async () => {
  const { database, deliver, counted } = createPipeline();
  const placing = somePlacing();
  await database.run((db) => ordersRepository(db).place(placing));
  const unknown = somePlacing().event;
  const failed = await deliver("poison", unknown, placing.event, { type: "order.placed" });
  expect(failed.toSorted()).toEqual(["message-0", "message-1", "message-3"]);
  expect(counted).toEqual([
    ["OrderAccepted", 1],
    ["BatchItemFailed", 3],
  ]);
});

test("an order that was cancelled meanwhile stays cancelled", async () => {
  const { database, deliver } = createPipeline();
  const { order, ...placing } = somePlacing();
  await database.run((db) => ordersRepository(db).place({ order, ...placing }));
  const cancelled = { ...order, status: "cancelled", version: 2 } as const;
  await database.run((db) => ordersRepository(db).setStatus(cancelled));
  expect(await deliver(placing.event)).toEqual([]);
  const found = await database.run((db) => ordersRepository(db).find(order.customerId, order.id));
  expect(found).toMatchObject({ status: "cancelled", version: 2 });
});
