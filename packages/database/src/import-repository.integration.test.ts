import { beforeEach, expect, test } from "vitest";
import type { Database } from "./connection.ts";
import {
  type Import,
  type ImportBatch,
  importRepository,
  type PutFile,
} from "./import-repository.ts";
import { createTestDatabase, type TestDatabase } from "./testing/test-database.ts";

const now = new Date("2010-12-01T09:00:00Z");

let postgres: TestDatabase;
let database: Database;
beforeEach(async () => {
  postgres = await createTestDatabase();
  database = postgres.connect();
});

function put(versionId: string, more: Partial<PutFile> = {}): PutFile {
  const putAt = new Date("2010-12-01T08:26:00Z");
  const file = { bucket: "catalogues", key: "imports/a.csv", etag: versionId, sizeBytes: 1_000 };
  return { ...file, versionId, putAt, ...more };
}

async function begin(file: PutFile): Promise<Import> {
  return database.transaction((db) => importRepository(db).begin(file));
}

function batch(offsetBytes: number, pieces: Record<string, number>, wrongLines: number[] = []) {
  const rows = Object.entries(pieces).map(([code, onHand]) => ({
    code,
    description: `DESCRIPTION ${code}`,
    priceMinMinor: 100,
    priceMaxMinor: 200,
    onHand,
  }));
  const rejects = wrongLines.map((line) => ({ line, reason: "code: wrong", row: `"a",b` }));
  const rowsIn = rows.length + rejects.length;
  return { rows, rejects, rowsIn, end: { offsetBytes, line: 1 + rowsIn } } satisfies ImportBatch;
}

const store = (from: Import, stored: ImportBatch, { run } = database) =>
  run((db) => importRepository(db).store(from, stored));

const stockNow = () => postgres.query("select code, on_hand, reserved from stock order by code");

test("a batch and the position in the file are stored together, once", async () => {
  const begun = await begin(put("v1"));
  const first = batch(100, { B: 2, A: 1 }, [4]);
  const after = await store(begun, first);
  expect(after).toMatchObject({
    offsetBytes: 100,
    line: 4,
    rowsIn: 3,
    rowsOut: 2,
    rowsRejected: 1,
  });
  expect(await begin(put("v1"))).toEqual(after);
  expect(await store(begun, first)).toBeNull();
  expect(await stockNow()).toEqual([
    { code: "A", on_hand: 1, reserved: 0 },
    { code: "B", on_hand: 2, reserved: 0 },
  ]);
  const rejects = await database.run((db) => importRepository(db).rejects(begun, 0, 10));
  expect(rejects).toEqual(first.rejects);
});

test("of many concurrent calls that store the same batch, one does", async () => {
  const begun = await begin(put("v1"));
  const stored = await Promise.all(
    Array.from({ length: 6 }, () => store(begun, batch(100, { A: 1 }, [3]), postgres.connect())),
  );
  expect(stored.filter((after) => after !== null)).toHaveLength(1);
  expect(await postgres.query("select rows_in from imports")).toEqual([{ rows_in: 2 }]);
});

test("a later file sets the stock, and reservations stay", async () => {
  await store(await begin(put("v1")), batch(100, { A: 5, B: 5 }));
  await postgres.query("update stock set on_hand = 3, reserved = 2 where code = 'A'");
  const later = put("v2", { putAt: new Date("2010-12-02T08:26:00Z") });
  await store(await begin(later), batch(100, { A: 7, C: 1 }));
  expect(await stockNow()).toEqual([
    { code: "A", on_hand: 7, reserved: 2 },
    { code: "B", on_hand: 5, reserved: 0 },
    { code: "C", on_hand: 1, reserved: 0 },
  ]);
});

test("an older file that is read later does not change the rows of a newer file", async () => {
  const older = await begin(put("v1"));
  const newer = await begin(put("v2", { putAt: new Date("2010-12-02T08:26:00Z") }));
  await store(newer, batch(100, { A: 7 }));
  await store(older, batch(100, { A: 5, B: 5 }));
  expect(await stockNow()).toMatchObject([
    { code: "A", on_hand: 7 },
    { code: "B", on_hand: 5 },
  ]);
});

test("a file that is uploaded again is the same import, unless another file came between", async () => {
  const first = await begin(put("v1", { etag: "one" }));
  expect(await begin(put("v2", { etag: "one", putAt: now }))).toEqual(first);
  const other = await begin(put("v3", { etag: "two", putAt: now }));
  expect(other.versionId).toBe("v3");
  const again = await begin(put("v4", { etag: "one", putAt: new Date(now.getTime() + 1) }));
  expect(again.versionId).toBe("v4");
});

test("overlapping imports do not deadlock", async () => {
  const codes = Array.from({ length: 50 }, (_, index) => `CODE${index}`);
  await Promise.all(
    Array.from({ length: 6 }, async (_, index) => {
      const key = `imports/${index}.csv`;
      const begun = await begin(put("v1", { key, etag: key }));
      const order = index % 2 ? codes : codes.toReversed();
      const pieces = Object.fromEntries(order.map((code) => [code, index]));
      expect(await store(begun, batch(100, pieces), postgres.connect())).not.toBeNull();
    }),
  );
  expect(await stockNow()).toHaveLength(50);
});

test("a completed import keeps no rejects and stores no more batches", async () => {
  const begun = await begin(put("v1"));
  const after = await store(begun, batch(100, { A: 1 }, [2]));
  if (!after) throw new Error("the batch was stored");
  await database.run((db) => importRepository(db).complete(begun, now));
  expect(await database.run((db) => importRepository(db).rejects(begun, 0, 10))).toEqual([]);
  expect(await store(after, batch(200, { A: 2 }))).toBeNull();
  expect(await begin(put("v1"))).toMatchObject({ completedAt: now });
});
