import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { manyConnections } from "./many-connections.ts";
import { createTestDatabase } from "./testing/test-database.ts";

test("as much runs at once as there are connections, and what is more waits", async () => {
  const postgres = await createTestDatabase();
  const database = manyConnections(3, () => postgres.connect());
  let inHand = 0;
  let most = 0;
  const { promise: full, resolve: fill } = Promise.withResolvers<void>();
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const work = Array.from({ length: 7 }, () =>
    database.transaction(async (db) => {
      inHand += 1;
      most = Math.max(most, inHand);
      if (inHand === 3) fill();
      await released;
      const { rows } = await db.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
      inHand -= 1;
      return rows[0]?.pid;
    }),
  );
  await full;
  release();
  expect(new Set(await Promise.all(work)).size).toBe(3);
  expect(most).toBe(3);
});
