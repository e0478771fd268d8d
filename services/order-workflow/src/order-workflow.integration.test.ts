import type { OrderId } from "@stagecraft/contracts/ids";
import { orderProgressRepository } from "@stagecraft/database/order-progress-repository";
import { ordersRepository } from "@stagecraft/database/orders-repository";
import { releaseExpired } from "@stagecraft/database/stock-repository";
import { advanceOrder } from "@stagecraft/database/testing/advance-order.fixture";
import { placedAt, testPlacement } from "@stagecraft/database/testing/order-placement.fixture";
import { createTestDatabase, type TestDatabase } from "@stagecraft/database/testing/test-database";
import { beforeEach, expect, test } from "vitest";
import { completeOrder } from "./complete-order.ts";
import { failOrder } from "./fail-order.ts";
import { releaseStock } from "./release-stock.ts";
import { reserveStock } from "./reserve-stock.ts";
import { stopOrder } from "./stop-order.ts";

/** Each order has 6 of CODE0 and 6 of CODE1. */
const lineCount = 2;
const now = () => placedAt;

let postgres: TestDatabase;
beforeEach(async () => {
  postgres = await createTestDatabase();
});

/** An execution environment of a task: a connection, and the metrics that were counted. */
function createEnvironment() {
  const counted: string[] = [];
  const metrics = { add: (name: string) => void counted.push(name), flush: () => {} };
  return { database: postgres.connect(), metrics, now, counted };
}

async function placeOrders(count: number): Promise<OrderId[]> {
  const { run } = postgres.connect();
  const placements = Array.from({ length: count }, () => testPlacement({ lineCount }));
  for (const placement of placements) await run((db) => ordersRepository(db).place(placement));
  return placements.map(({ order }) => order.id);
}

async function placeOrder(): Promise<OrderId> {
  const [id] = await placeOrders(1);
  if (!id) throw new Error("one order was placed");
  return id;
}

const stockOf = async (code: string, onHand: number) =>
  postgres.query(`insert into stock (code, on_hand) values ('${code}', ${onHand})`);
const stockNow = () => postgres.query("select code, on_hand, reserved from stock order by code");
const statusOf = async (id: OrderId) => {
  const [row] = await postgres.query<{ status: string; version: number }>(
    `select status, version from orders where id = '${id}'`,
  );
  return row;
};

test("of 200 concurrent orders with stock for 50, exactly 50 are reserved", async () => {
  await postgres.query("insert into stock (code, on_hand) values ('CODE0', 300), ('CODE1', 9999)");
  const ids = await placeOrders(200);
  const environments = Array.from({ length: 20 }, createEnvironment);
  const outcomes = await Promise.all(
    environments.map(async (environment, index) => {
      const mine = ids.filter((_, position) => position % environments.length === index);
      const results: string[] = [];
      for (const orderId of mine) {
        results.push((await reserveStock({ orderId }, environment)).outcome);
      }
      return results;
    }),
  );
  const count = (wanted: string) => outcomes.flat().filter((outcome) => outcome === wanted).length;
  expect({ reserved: count("reserved"), outOfStock: count("out-of-stock") }).toEqual({
    reserved: 50,
    outOfStock: 150,
  });
  expect(await stockNow()).toEqual([
    { code: "CODE0", on_hand: 300, reserved: 300 },
    { code: "CODE1", on_hand: 9999, reserved: 300 },
  ]);
  const statuses = await postgres.query(
    "select status, count(*)::integer from orders group by status order by status",
  );
  expect(statuses).toEqual([
    { status: "accepted", count: 50 },
    { status: "out-of-stock", count: 150 },
  ]);
});

test("an order is reserved once, however often the task runs, and the result has the amount", async () => {
  await stockOf("CODE0", 20);
  const orderId = await placeOrder();
  const environments = Array.from({ length: 5 }, createEnvironment);
  const results = await Promise.all(environments.map((each) => reserveStock({ orderId }, each)));
  const reserved = { outcome: "reserved", amountMinor: 3_060, currency: "GBP" };
  expect(results).toEqual(results.map(() => reserved));
  expect(await stockNow()).toEqual([{ code: "CODE0", on_hand: 20, reserved: 6 }]);
  expect(environments.flatMap(({ counted }) => counted)).toEqual(["OrderAccepted"]);
});

test("codes that are not stocked need no reservation", async () => {
  const orderId = await placeOrder();
  const environment = createEnvironment();
  expect(await reserveStock({ orderId }, environment)).toMatchObject({ outcome: "reserved" });
  expect(await completeOrder({ orderId }, environment)).toEqual({ outcome: "fulfilled" });
});

test("a cancelled order reserves nothing", async () => {
  await stockOf("CODE0", 20);
  const orderId = await placeOrder();
  const environment = createEnvironment();
  await advanceOrder(environment.database, orderId, "cancelled");
  expect(await reserveStock({ orderId }, environment)).toMatchObject({ outcome: "cancelled" });
  expect(await stockNow()).toMatchObject([{ reserved: 0 }]);
});

test("ReserveStock waits for a concurrent cancellation", async () => {
  const orderId = await placeOrder();
  const canceller = postgres.connect();
  let reserving: ReturnType<typeof reserveStock> | undefined;
  await canceller.transaction(async (db) => {
    const progress = orderProgressRepository(db);
    const { order } = await progress.lock(orderId);
    reserving = reserveStock({ orderId }, createEnvironment());
    await untilSomeoneWaits();
    await progress.advance(order, "cancelled", placedAt);
  });
  expect(await reserving).toMatchObject({ outcome: "cancelled" });
});

test("a fulfilled order's pieces are taken out of the stock once", async () => {
  await stockOf("CODE0", 20);
  const orderId = await placeOrder();
  const environment = createEnvironment();
  await reserveStock({ orderId }, environment);
  for (let time = 0; time < 2; time++) {
    expect(await completeOrder({ orderId }, environment)).toEqual({ outcome: "fulfilled" });
  }
  expect(await stockNow()).toEqual([{ code: "CODE0", on_hand: 14, reserved: 0 }]);
  expect(await statusOf(orderId)).toEqual({ status: "fulfilled", version: 3 });
  expect(environment.counted).toEqual([
    "OrderAccepted",
    "OrderFulfilled",
    "OrderFulfilmentMs",
    "OrderRevenueMinor",
  ]);
});

test("an order with a cancellation request is not completed, and all of it is undone", async () => {
  await stockOf("CODE0", 20);
  const orderId = await placeOrder();
  const environment = createEnvironment();
  await reserveStock({ orderId }, environment);
  await environment.database.run((db) =>
    orderProgressRepository(db).requestCancellation(orderId, placedAt),
  );
  expect(await completeOrder({ orderId }, environment)).toEqual({ outcome: "cancelled" });
  for (let time = 0; time < 2; time++) {
    expect(await releaseStock({ orderId }, environment)).toEqual({ outcome: "released" });
    const failed = await failOrder({ orderId, status: "cancelled" }, environment);
    expect(failed).toEqual({ outcome: "cancelled" });
  }
  expect(await stockNow()).toEqual([{ code: "CODE0", on_hand: 20, reserved: 0 }]);
  expect(environment.counted).toEqual(["OrderAccepted", "OrderCancelled"]);
});

test("an order is either fulfilled or stopped, never both", async () => {
  const environment = createEnvironment();
  const [first, second] = await placeOrders(2);
  if (!first || !second) throw new Error("two orders were placed");
  for (const orderId of [first, second]) await reserveStock({ orderId }, environment);
  await completeOrder({ orderId: first }, environment);
  expect(await stopOrder({ orderId: first }, environment)).toEqual({ outcome: "fulfilled" });
  expect(await stopOrder({ orderId: second }, environment)).toEqual({ outcome: "stopped" });
  expect(await completeOrder({ orderId: second }, environment)).toEqual({ outcome: "cancelled" });
});

test("an order whose reservation has expired cannot be fulfilled", async () => {
  await stockOf("CODE0", 20);
  const orderId = await placeOrder();
  const environment = createEnvironment();
  await reserveStock({ orderId }, environment);
  const nextDay = new Date(placedAt.getTime() + 24 * 60 * 60_000);
  await environment.database.transaction((db) => releaseExpired(db, nextDay));
  expect(await completeOrder({ orderId }, environment)).toEqual({ outcome: "reservation-lost" });
  const failed = await failOrder({ orderId, status: "failed" }, environment);
  expect(failed).toEqual({ outcome: "needs-attention" });
});

test("an order that needs attention is counted", async () => {
  const orderId = await placeOrder();
  const environment = createEnvironment();
  await failOrder({ orderId, status: "needs-attention" }, environment);
  expect(await statusOf(orderId)).toEqual({ status: "needs-attention", version: 2 });
  expect(environment.counted).toEqual(["OrderNeedsAttention"]);
});

test("orders for the same goods do not deadlock", async () => {
  await postgres.query("insert into stock (code, on_hand) values ('CODE0', 999), ('CODE1', 999)");
  const ids = await placeOrders(40);
  await Promise.all(
    Array.from({ length: 8 }, async (_, index) => {
      const environment = createEnvironment();
      for (const orderId of ids.filter((_id, position) => position % 8 === index)) {
        await reserveStock({ orderId }, environment);
        if (index % 2) await releaseStock({ orderId }, environment);
        else await completeOrder({ orderId }, environment);
      }
    }),
  );
  const left = { on_hand: 999 - 20 * 6, reserved: 0 };
  expect(await stockNow()).toEqual([
    { code: "CODE0", ...left },
    { code: "CODE1", ...left },
  ]);
});

async function untilSomeoneWaits(): Promise<void> {
  const waiting = `select from pg_stat_activity
    where wait_event_type = 'Lock' and datname = current_database()`;
  while ((await postgres.query(waiting)).length === 0);
}
