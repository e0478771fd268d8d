import { acceptEvent } from "@stagecraft/contracts/events/event-versions";
import { OrderChanged, orderChangedVersions } from "@stagecraft/contracts/events/order-changed";
import type { Database } from "@stagecraft/database/connection";
import { orderProgressRepository } from "@stagecraft/database/order-progress-repository";
import { ordersRepository } from "@stagecraft/database/orders-repository";
import {
  ordersStreamDestination,
  recordOrderChange,
} from "@stagecraft/database/outbox/outbox-events";
import { returnsRepository } from "@stagecraft/database/returns-repository";
import { advanceOrder } from "@stagecraft/database/testing/advance-order.fixture";
import { placedAt, testPlacement } from "@stagecraft/database/testing/order-placement.fixture";
import { createTestDatabase, type TestDatabase } from "@stagecraft/database/testing/test-database";
import { orderAfterReturn } from "@stagecraft/domain/order-after-return";
import { aboutEvent } from "@stagecraft/lambda/about-event";
import { streamBatchHandler } from "@stagecraft/lambda/stream-batch";
import { kinesisEvent } from "@stagecraft/lambda/testing/batch-records";
import { fakeTelemetry } from "@stagecraft/lambda/testing/fake-telemetry";
import { beforeEach, expect, test } from "vitest";
import { projectSales } from "./project-sales.ts";
import { rebuildSales } from "./rebuild-sales.ts";

let postgres: TestDatabase;
let database: Database;
beforeEach(async () => {
  postgres = await createTestDatabase();
  database = postgres.connect();
});

function createProjector(own = postgres.connect()) {
  const telemetry = fakeTelemetry();
  const { metrics } = telemetry;
  const handler = streamBatchHandler(
    {
      parse: (body) => acceptEvent(orderChangedVersions, body),
      about: aboutEvent,
      handleAll: (items) => projectSales(items, { database: own, metrics }),
    },
    telemetry,
  );
  const context = { awsRequestId: "r1", getRemainingTimeInMillis: () => 5_000 };
  return async (...bodies: readonly unknown[]) => {
    const { batchItemFailures } = await handler(kinesisEvent(...bodies), context);
    return batchItemFailures.map(({ itemIdentifier }) => Number(itemIdentifier));
  };
}

/** An order from its placement to a return of one piece of it. */
async function placeAndReturn(): Promise<void> {
  const placement = testPlacement();
  const { order } = placement;
  await database.run((db) => ordersRepository(db).place(placement));
  await advanceOrder(database, order.id, "accepted", "fulfilled");
  await database.transaction(async (db) => {
    const { order: fulfilled } = await orderProgressRepository(db).lock(order.id);
    const lines = [{ line: 1, code: "CODE0", quantity: 1, priceMinor: 255, refundMinor: 255 }];
    await returnsRepository(db).add({
      id: order.id.replace("ord", "ret") as never,
      orderId: order.id,
      reference: null,
      currency: "GBP",
      refundMinor: 255,
      lines,
      createdAt: placedAt,
    });
    await recordOrderChange(db, orderAfterReturn(fulfilled, { lines }), placedAt);
  });
}

/** All events for the stream, by version. */
async function streamed(): Promise<OrderChanged[]> {
  const rows = await postgres.query<{ event: OrderChanged }>(
    `select event from outbox where destination = '${ordersStreamDestination}'
     order by order_version, order_id`,
  );
  return rows.map(({ event }) => OrderChanged.parse(event));
}

async function projection() {
  return {
    days: await postgres.query("select * from daily_sales order by 1, 2, 3"),
    orders: await postgres.query("select * from projected_orders order by 1"),
  };
}

const oneOrder = { orders: 1, total_minor: "3060", returned_minor: "255" };

test("the events of an order add up to one day's sales, however often they are delivered", async () => {
  await placeAndReturn();
  const events = await streamed();
  expect(events.map(({ data }) => [data.version, data.status, data.returnedMinor])).toEqual([
    [1, "placed", 0],
    [2, "accepted", 0],
    [3, "fulfilled", 0],
    [4, "fulfilled", 255],
  ]);
  const deliver = createProjector();
  expect(await deliver(...events.slice(0, 2))).toEqual([]);
  expect(await deliver(...events, ...events)).toEqual([]);
  expect(await deliver(...events.toReversed())).toEqual([]);
  expect((await projection()).days).toMatchObject([oneOrder]);
});

test("an invalid event and a gap fail; the events behind them are projected", async () => {
  await placeAndReturn();
  await placeAndReturn();
  const events = await streamed();
  const [first, other, , , , last] = events;
  const deliver = createProjector();
  expect(await deliver("poison", first, { type: "order.changed" }, last, other)).toEqual([0, 2, 3]);
  expect((await projection()).orders).toMatchObject([{ version: 1 }, { version: 1 }]);
  // Lambda delivers again from the first failure on, and the missing event has arrived.
  expect(await deliver(...events)).toEqual([]);
  expect((await projection()).days).toMatchObject([{ orders: 2, total_minor: "6120" }]);
});

test("concurrent invocations add up", async () => {
  for (let index = 0; index < 6; index++) await placeAndReturn();
  const events = await streamed();
  const bySubject = Map.groupBy(events, ({ subject }) => subject);
  const failed = await Promise.all(
    [...bySubject.values()].map((own) => createProjector(postgres.connect())(...own)),
  );
  expect(failed.flat()).toEqual([]);
  expect((await projection()).days).toMatchObject([
    { orders: 6, total_minor: "18360", returned_minor: "1530" },
  ]);
});

test("concurrent deliveries of the same events count once", async () => {
  await placeAndReturn();
  const events = await streamed();
  const deliver = () => createProjector(postgres.connect())(...events);
  await Promise.all([deliver(), deliver(), deliver()]);
  expect(await createProjector()(...events)).toEqual([]);
  expect((await projection()).days).toMatchObject([oneOrder]);
});

test("a rebuilt projection is equal, and the stream continues", async () => {
  for (let index = 0; index < 3; index++) await placeAndReturn();
  const deliver = createProjector();
  await deliver(...(await streamed()));
  const streamedProjection = await projection();

  await postgres.query("update daily_sales set orders = 99");
  expect(await rebuildSales({ database })).toEqual({ outcome: "rebuilt" });
  expect(await projection()).toEqual(streamedProjection);

  expect(await deliver(...(await streamed()))).toEqual([]);
  expect(await projection()).toEqual(streamedProjection);
  await placeAndReturn();
  expect(await deliver(...(await streamed()))).toEqual([]);
  expect((await projection()).days).toMatchObject([{ orders: 4 }]);
});
