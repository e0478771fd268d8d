import { ordersRepository } from "@stagecraft/database/orders-repository";
import { stockRepository } from "@stagecraft/database/stock-repository";
import { advanceOrder } from "@stagecraft/database/testing/advance-order.fixture";
import { placedAt, testPlacement } from "@stagecraft/database/testing/order-placement.fixture";
import { createTestDatabase } from "@stagecraft/database/testing/test-database";
import { expect, test } from "vitest";
import { sweepOrders } from "./sweep-orders.ts";

const nothing = { republished: 0, swept: 0, released: 0, handedOver: 0 };
const minutes = (count: number) => new Date(placedAt.getTime() + count * 60_000);
const muchTime = { remainingMs: () => 50_000 };

test("stuck orders are published again, fail, or release their stock", async () => {
  const postgres = await createTestDatabase();
  const database = postgres.connect();
  const counted: unknown[][] = [];
  const metrics = { add: (...line: unknown[]) => void counted.push(line), flush: () => {} };
  const sweep = (at: Date, deadline = muchTime) =>
    sweepOrders(deadline, { database, metrics, now: () => at });

  const [hanging, accepted] = [testPlacement(), testPlacement()];
  for (const placement of [hanging, accepted]) {
    await database.run((db) => ordersRepository(db).place(placement));
  }
  await postgres.query("update outbox set published_at = '2010-12-01T08:26:01Z'");
  await postgres.query("insert into stock values ('CODE0', 10, 0)");
  await database.transaction(async (db) => {
    const pieces = [{ code: "CODE0", quantity: 6 }];
    await stockRepository(db).reserve(accepted.order.id, pieces, minutes(30));
  });
  await advanceOrder(database, accepted.order.id, "accepted");

  expect(await sweep(minutes(9))).toEqual(nothing);
  expect(await sweep(minutes(11))).toEqual({ ...nothing, republished: 1 });
  expect(await sweep(minutes(31))).toEqual({ ...nothing, released: 1 });
  expect(await postgres.query("select on_hand, reserved from stock")).toEqual([
    { on_hand: 10, reserved: 0 },
  ]);

  const noTime = { remainingMs: () => 9_000 };
  expect(await sweep(minutes(361), noTime)).toEqual(nothing);
  expect(await sweep(minutes(361))).toEqual({ ...nothing, swept: 1 });
  const statuses = "select status from orders order by status";
  expect(await postgres.query(statuses)).toEqual([
    { status: "failed" },
    { status: "needs-attention" },
  ]);
  expect(counted).toEqual([
    ["OrderRepublished", 1],
    ["OrderNeedsAttention", 1],
    ["OrderSwept", 1],
  ]);
});

test("an accepted order without reservations needs attention as well, and is counted", async () => {
  const postgres = await createTestDatabase();
  const database = postgres.connect();
  const counted: unknown[][] = [];
  const metrics = { add: (...line: unknown[]) => void counted.push(line), flush: () => {} };
  const sweep = (at: Date) => sweepOrders(muchTime, { database, metrics, now: () => at });
  const placement = testPlacement();
  await database.run((db) => ordersRepository(db).place(placement));
  await advanceOrder(database, placement.order.id, "accepted");

  expect(await sweep(minutes(12 * 60 - 1))).toEqual(nothing);
  expect(await sweep(minutes(12 * 60 + 1))).toEqual({ ...nothing, handedOver: 1 });
  expect(await sweep(minutes(12 * 60 + 2))).toEqual(nothing);
  expect(await postgres.query("select status from orders")).toEqual([
    { status: "needs-attention" },
  ]);
  expect(counted).toEqual([["OrderNeedsAttention", 1]]);
});
