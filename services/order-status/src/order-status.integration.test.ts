import { mint, type OrderId } from "@stagecraft/contracts/ids";
import { OrderStates } from "@stagecraft/contracts/order-status";
import { stuckAfterMs } from "@stagecraft/contracts/stuck-after";
import { ordersRepository } from "@stagecraft/database/orders-repository";
import { advanceOrder } from "@stagecraft/database/testing/advance-order.fixture";
import { placedAt, testPlacement } from "@stagecraft/database/testing/order-placement.fixture";
import { createTestDatabase, type TestDatabase } from "@stagecraft/database/testing/test-database";
import { beforeEach, expect, test } from "vitest";
import { answerCall } from "./answer-call.ts";

let postgres: TestDatabase;
beforeEach(async () => {
  postgres = await createTestDatabase();
});

async function place(): Promise<OrderId> {
  const placement = testPlacement({ customerId: "cus_marker" });
  await postgres.connect().run((db) => ordersRepository(db).place(placement));
  return placement.order.id;
}

/** Answers a call so many milliseconds after the orders were placed. */
async function answer(call: Parameters<typeof answerCall>[0], afterMs = 0) {
  const database = postgres.connect();
  await database.run((db) => db.execute("set role order_status"));
  const now = () => new Date(placedAt.getTime() + afterMs);
  return await answerCall(call, { database, now });
}

test.each([
  ["placed", stuckAfterMs.placed],
  ["accepted", stuckAfterMs.accepted],
] as const)("an order that is %s becomes stuck when its time has passed", async (status, ms) => {
  const id = await place();
  if (status === "accepted") await advanceOrder(postgres.connect(), id, "accepted");
  const stuck = async (afterMs: number) =>
    (await answer({ find: "stuck", limit: 10 }, afterMs)).answer.orders;
  expect(await stuck(ms)).toEqual([]);
  expect(await stuck(ms + 1)).toMatchObject([{ id, status, changedAt: placedAt.toISOString() }]);
});

test("the answer fits its contract, names no customer, and says whether there are more orders", async () => {
  for (const ordered of [await place(), await place()]) {
    await advanceOrder(postgres.connect(), ordered, "failed");
  }
  const { answer: one, fields } = await answer({ find: "failed", limit: 1 });
  expect(OrderStates.parse(one)).toEqual(one);
  expect(one).toMatchObject({ at: placedAt.toISOString(), isMore: true });
  expect(fields).toEqual({ outcome: "found", records: 1 });
  expect(JSON.stringify(one)).not.toContain("cus_marker");
  expect((await answer({ find: "failed", limit: 2 })).answer).toMatchObject({ isMore: false });
});

test("an order is found by its id, and an unknown id finds none", async () => {
  const orderId = await place();
  expect((await answer({ orderId })).answer.orders).toMatchObject([{ id: orderId }]);
  const unknown = mint("ord", 0, (size) => new Uint8Array(size));
  expect((await answer({ orderId: unknown })).answer).toMatchObject({ orders: [], isMore: false });
});
