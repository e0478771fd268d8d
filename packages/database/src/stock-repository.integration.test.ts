import type { OrderId } from "@stagecraft/contracts/ids";
import { beforeEach, expect, test } from "vitest";
import type { Database } from "./connection.ts";
import { ordersRepository } from "./orders-repository.ts";
import { releaseExpired, stockRepository } from "./stock-repository.ts";
import { advanceOrder } from "./testing/advance-order.fixture.ts";
import { placedAt, testPlacement } from "./testing/order-placement.fixture.ts";
import { createTestDatabase, type TestDatabase } from "./testing/test-database.ts";

const expiresAt = new Date(placedAt.getTime() + 60_000);

let postgres: TestDatabase;
let database: Database;
beforeEach(async () => {
  postgres = await createTestDatabase();
  database = postgres.connect();
  await postgres.query("insert into stock (code, on_hand) values ('A', 10), ('B', 10)");
});

async function acceptOrder(...pieces: [code: string, quantity: number][]): Promise<OrderId> {
  const placement = testPlacement();
  await database.run((db) => ordersRepository(db).place(placement));
  await advanceOrder(database, placement.order.id, "accepted");
  await database.transaction(async (db) => {
    await stockRepository(db).lock(pieces.map(([code]) => code));
    const wanted = pieces.map(([code, quantity]) => ({ code, quantity }));
    await stockRepository(db).reserve(placement.order.id, wanted, expiresAt);
  });
  return placement.order.id;
}

const stockNow = () => postgres.query("select * from stock order by code");
const inTransaction = <T>(work: (stock: ReturnType<typeof stockRepository>) => Promise<T>) =>
  database.transaction((db) => work(stockRepository(db)));

test("stock is read in the order of its codes, without unknown codes", async () => {
  expect(await inTransaction((stock) => stock.lock(["POST", "B", "A"]))).toEqual([
    { code: "A", onHand: 10, reserved: 0 },
    { code: "B", onHand: 10, reserved: 0 },
  ]);
});

test("reserved stock is taken once", async () => {
  const id = await acceptOrder(["A", 3], ["B", 1]);
  expect(await stockNow()).toEqual([
    { code: "A", on_hand: 10, reserved: 3 },
    { code: "B", on_hand: 10, reserved: 1 },
  ]);
  for (let time = 0; time < 2; time++) {
    expect(await inTransaction((stock) => stock.take(id))).toBe(true);
    expect(await stockNow()).toEqual([
      { code: "A", on_hand: 7, reserved: 0 },
      { code: "B", on_hand: 9, reserved: 0 },
    ]);
  }
  await inTransaction((stock) => stock.release(id));
  expect(await stockNow()).toMatchObject([{ on_hand: 7, reserved: 0 }, {}]);
});

test("reserved stock is released once, and cannot be taken afterwards", async () => {
  const id = await acceptOrder(["A", 3]);
  await inTransaction((stock) => stock.release(id));
  await inTransaction((stock) => stock.release(id));
  expect(await inTransaction((stock) => stock.take(id))).toBe(false);
  expect(await stockNow()).toMatchObject([{ code: "A", on_hand: 10, reserved: 0 }, {}]);
});

test("an order without stocked goods needs no reservation", async () => {
  const id = await acceptOrder();
  expect(await inTransaction((stock) => stock.take(id))).toBe(true);
});

test("an expired reservation is released, and its order needs attention", async () => {
  const [stuck, alsoStuck] = [await acceptOrder(["A", 3], ["B", 2]), await acceptOrder(["A", 4])];
  const done = await acceptOrder(["B", 5]);
  await inTransaction((stock) => stock.take(done));
  const sweep = (now: Date) => database.transaction((db) => releaseExpired(db, now));

  expect(await sweep(placedAt)).toEqual([]);
  expect(await sweep(expiresAt)).toEqual([stuck, alsoStuck].toSorted());
  expect(await sweep(expiresAt)).toEqual([]);
  expect(await stockNow()).toEqual([
    { code: "A", on_hand: 10, reserved: 0 },
    { code: "B", on_hand: 5, reserved: 0 },
  ]);
  const statuses = await postgres.query("select id, status from orders order by id");
  expect(statuses).toEqual(
    [
      { id: stuck, status: "needs-attention" },
      { id: alsoStuck, status: "needs-attention" },
      { id: done, status: "accepted" },
    ].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  );
});
