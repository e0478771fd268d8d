import { beforeAll, expect, test } from "vitest";
import { idempotencyRepository } from "./idempotency-repository.ts";
import { createTestDatabase, type TestDatabase } from "./testing/test-database.ts";

const now = new Date("2010-12-01T08:26:00Z");
const requestOf = (key: string) => ({
  customerId: "cus_17850",
  operation: "cancelOrder",
  key,
  requestHash: "hash",
});

let postgres: TestDatabase;
beforeAll(async () => {
  postgres = await createTestDatabase();
});

test("of 20 concurrent requests with one key, one does the work and 19 read its response", async () => {
  const request = requestOf("same");
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      postgres.connect().transaction(async (db) => {
        const idempotency = idempotencyRepository(db);
        if (await idempotency.insertKey(request, now)) {
          await idempotency.storeResponse(request, { status: 200, body: `by ${index}` });
          return { worked: true, body: `by ${index}` };
        }
        const { response } = await idempotency.findResponse(request);
        return { worked: false, body: response.body };
      }),
    ),
  );
  expect(outcomes.filter(({ worked }) => worked)).toHaveLength(1);
  expect(new Set(outcomes.map(({ body }) => body)).size).toBe(1);
});

test("a key whose transaction is rolled back is inserted by the request that waits for it", async () => {
  const request = requestOf("undone");
  const [first, second] = [postgres.connect(), postgres.connect()];
  let waiting: Promise<boolean> | undefined;
  const undone = first.transaction(async (db) => {
    expect(await idempotencyRepository(db).insertKey(request, now)).toBe(true);
    waiting = second.run((other) => idempotencyRepository(other).insertKey(request, now));
    throw new Error("undone");
  });
  await expect(undone).rejects.toThrow("undone");
  expect(await waiting).toBe(true);
});
