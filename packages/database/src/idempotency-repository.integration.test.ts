import { beforeAll, expect, test } from "vitest";
import { idempotencyRepository } from "./idempotency-repository.ts";
import { createTestDatabase, type TestDatabase } from "./testing/test-database.ts";

const now = new Date("2010-12-01T08:26:00Z");
const claimOf = (key: string) => ({
  customerId: "cus_17850",
  operation: "cancelOrder",
  key,
  requestHash: "hash",
});

let postgres: TestDatabase;
beforeAll(async () => {
  postgres = await createTestDatabase();
});

test("of 20 at once with one key, one does the work and 19 see its answer", async () => {
  const claim = claimOf("same");
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      postgres.connect().transaction(async (db) => {
        const idempotency = idempotencyRepository(db);
        if (await idempotency.claim(claim, now)) {
          await idempotency.keepAnswer(claim, { status: 200, body: `by ${index}` });
          return { ok: true, worked: true, body: `by ${index}` };
        }
        return { ok: true, worked: false, ...(await idempotency.firstAnswer(claim)) };
      }),
    ),
  );
  expect(outcomes.filter(({ worked }) => worked)).toHaveLength(1);
  expect(new Set(outcomes.map(({ body }) => body)).size).toBe(1);
});

test("a key whose transaction is undone is free for the one that waited", async () => {
  const claim = claimOf("undone");
  const [first, second] = [postgres.connect(), postgres.connect()];
  let waiting: Promise<boolean> | undefined;
  await first.transaction(async (db) => {
    expect(await idempotencyRepository(db).claim(claim, now)).toBe(true);
    waiting = second.run((other) => idempotencyRepository(other).claim(claim, now));
    return { ok: false };
  });
  expect(await waiting).toBe(true);
});
