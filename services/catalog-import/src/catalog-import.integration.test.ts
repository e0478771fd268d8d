import {
  connectTo,
  createTestDatabase,
  type TestDatabase,
} from "@stagecraft/database/testing/test-database";
import { beforeEach, expect, test } from "vitest";
import {
  createTestImport,
  deadlineAfterCalls,
  muchTime,
  productsIn,
} from "./testing/test-import.ts";

let postgres: TestDatabase;
beforeEach(async () => {
  postgres = await createTestDatabase();
});

const header = "code,description,price_min,price_max,on_hand\n";

/** A file of that many rows: every hundredth is invalid, and codes repeat. */
function bigFile(rows: number): string {
  const lines = Array.from({ length: rows }, (_, row) => {
    const code = `CODE${(row * 7) % 1_700}`;
    return row % 100 === 99 ? `${code},wrong` : `${code},"ROW ${row}",1.00,2.50,${row}`;
  });
  return `${header}${lines.join("\n")}\n`;
}

test("valid rows go into catalogue and stock, invalid ones into the reject file", async () => {
  const { importOne, put, summary, rejects } = createTestImport(postgres);
  const file = put(
    `\ufeff${header.replace("\n", "\r\n")}85123A,"HEART, ""WHITE""\nHANGING",2.55,2.95,120\r\n` +
      "\r\n71053,WHITE METAL LANTERN,3.39,3,6\r\n" +
      'x,"NO CODE",1,2,3\r\n84406B,COAT HANGER\r\n85123A,HEART,2.5,3,80',
  );
  expect(await importOne(file)).toEqual({
    outcome: "imported",
    rowsIn: 5,
    rowsOut: 2,
    rowsRejected: 3,
  });
  expect(await productsIn(postgres)).toEqual([
    { code: "85123A", description: "HEART", min: "250", on_hand: 80 },
  ]);
  expect(rejects()).toEqual([
    '5,price_max: Must not be less than price_min,"71053,WHITE METAL LANTERN,3.39,3,6"',
    '6,"code: Must be 1 to 32 upper case letters, digits, spaces, _ or -","x,""NO CODE"",1,2,3"',
    '7,"has 2 fields, not 5","84406B,COAT HANGER"',
  ]);
  expect(summary()).toEqual({
    bucket: "catalogues",
    key: "imports/2010/autumn.csv",
    versionId: "v1",
    outcome: "imported",
    refusal: null,
    rowsIn: 5,
    rowsOut: 2,
    rowsRejected: 3,
  });
});

test.each([
  ["of another header", "code,description\nA,B\n", /first line is not "code,description,price_min/],
  ["without a header", "85123A,HEART,2.55,2.95,120\n", /first line is not/],
  ["without a byte", "", /empty/],
  ["of a byte order mark and empty lines", "\ufeff\n\r\n\n", /empty/],
  ["that is a PNG", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), /first line is not/],
  ["in UTF-16", Buffer.from(header, "utf16le"), /first line is not/],
])("a file %s is refused with a reason", async (_name, content, reason) => {
  const { importOne, put, summary, rejects } = createTestImport(postgres);
  const file = put(content);
  const outcome = await importOne(file);
  expect(outcome).toMatchObject({ outcome: "refused", rowsIn: 0, rowsOut: 0, rowsRejected: 0 });
  expect(outcome.reason).toMatch(reason);
  expect(summary()).toMatchObject({ outcome: "refused", refusal: outcome.reason });
  expect(rejects()).toEqual([]);
  expect(await importOne(file)).toMatchObject({ outcome: "known" });
});

test("a file with only a header is imported", async () => {
  const { importOne, put } = createTestImport(postgres);
  expect(await importOne(put(header))).toMatchObject({ outcome: "imported", rowsIn: 0 });
});

test("a file that is notified twice or uploaded again is read once: what was sold stays sold", async () => {
  const { importOne, put, readFrom } = createTestImport(postgres);
  const content = `${header}A,PRODUCT A,1,2,10\n`;
  const file = put(content);
  await importOne(file);
  await postgres.query("update stock set on_hand = 7");
  expect(await importOne(file)).toMatchObject({ outcome: "known", rowsIn: 1 });
  const again = put(content, "v2", { etag: file.etag, putAt: new Date("2010-12-02T08:00:00Z") });
  expect(await importOne(again)).toMatchObject({ outcome: "known", rowsIn: 1 });
  expect(await productsIn(postgres)).toMatchObject([{ on_hand: 7 }]);
  expect(readFrom).toEqual([0]);

  const counted = put(`${header}A,PRODUCT A,1,2,9\n`, "v3", {
    putAt: new Date("2010-12-03T08:00:00Z"),
  });
  expect(await importOne(counted)).toMatchObject({ outcome: "imported" });
  expect(await productsIn(postgres)).toMatchObject([{ on_hand: 9 }]);
});

const rows = 5_321;
const whole = { outcome: "imported", rowsIn: rows, rowsOut: rows - 53, rowsRejected: 53 };

/** The result of a file that one invocation imports, in another database. */
async function importAtOnce() {
  const other = await createTestDatabase();
  const { importOne, put, rejects } = createTestImport(other);
  expect(await importOne(put(bigFile(rows)))).toEqual(whole);
  return { products: await productsIn(other), rejects: rejects() };
}

test("a file that needs several invocations is continued by messages, with the same result", async () => {
  const expected = await importAtOnce();
  const { importOne, put, continueOne, continuations, readFrom, rejects, summary } =
    createTestImport(postgres);
  expect(await importOne(put(bigFile(rows)), deadlineAfterCalls(50))).toMatchObject({
    outcome: "continued",
  });
  for (let next = 0; next < continuations.length; next++) {
    const continuation = continuations[next];
    if (continuation)
      expect(await continueOne(continuation, deadlineAfterCalls(60))).toMatchObject({ ok: true });
  }
  expect(continuations.length).toBeGreaterThan(2);
  expect(readFrom).toEqual(
    [0, ...continuations.map(({ offsetBytes }) => offsetBytes)].slice(0, readFrom.length),
  );
  expect(summary()).toMatchObject(whole);
  expect({ products: await productsIn(postgres), rejects: rejects() }).toEqual(expected);

  const [first] = continuations;
  if (first) expect(await continueOne(first)).toMatchObject({ ok: true });
  expect(await productsIn(postgres)).toEqual(expected.products);
});

test("a file whose invocations crash has the same result", async () => {
  const expected = await importAtOnce();
  const healthy = createTestImport(postgres);
  const file = healthy.put(bigFile(rows));
  for (const crashesAfterPieces of [3, 70, 71, 150, 180]) {
    const { importOne } = createTestImport(postgres, {
      files: {
        ...healthy.files,
        async *read(version, offsetBytes) {
          let pieces = 0;
          for await (const piece of healthy.files.read(version, offsetBytes)) {
            if (pieces++ === crashesAfterPieces) throw new Error("crashed");
            yield piece;
          }
        },
        write: () => Promise.reject(new Error("crashed")),
      },
    });
    await expect(importOne(file)).rejects.toThrow("crashed");
  }
  expect(await healthy.importOne(file)).toEqual(whole);
  expect(healthy.readFrom.toSorted((a, b) => a - b)).toEqual(healthy.readFrom);
  expect({ products: await productsIn(postgres), rejects: healthy.rejects() }).toEqual(expected);
});

test("of concurrent invocations for one file, one continues, with the same result", async () => {
  const expected = await importAtOnce();
  const imports = Array.from({ length: 4 }, () => createTestImport(postgres));
  const outcomes = await Promise.all(
    imports.map(({ importOne, put }) =>
      importOne(put(bigFile(rows))).catch((error) => ({ outcome: error.code })),
    ),
  );
  const finished = imports[outcomes.findIndex(({ outcome }) => outcome === "imported")];
  const others = outcomes.filter(({ outcome }) => outcome !== "imported");
  for (const { outcome } of others) {
    expect(["overtaken", "known", "import.rejects-gone"]).toContain(outcome);
  }
  expect(finished?.rejects()).toEqual(expected.rejects);
  expect(await productsIn(postgres)).toEqual(expected.products);
});

test("a file that ends before its size is a retryable fault", async () => {
  const { importOne, put } = createTestImport(postgres);
  const file = put(`${header}A,PRODUCT A,1,2,10`);
  const longer = { ...file, sizeBytes: file.sizeBytes + 1 };
  await expect(importOne(longer)).rejects.toMatchObject({ code: "import.cut-short", retry: true });
  expect(await productsIn(postgres)).toEqual([]);
});

test("a file of which no row ends within the time is a fault and is not continued forever", async () => {
  const { importOne, put, continuations } = createTestImport(postgres);
  const file = put(`${header}A,"${"x".repeat(50_000)}",1,2,10\n`);
  await expect(importOne(file, deadlineAfterCalls(3))).rejects.toMatchObject({
    code: "import.no-progress",
  });
  expect(continuations).toEqual([]);
});

test("reject file and summary wait for an invocation with enough time", async () => {
  const { importOne, put, continueOne, continuations, written, summary } =
    createTestImport(postgres);
  const file = put(`${header}A,PRODUCT A,1,2,10\n`);
  const littleTime = { remainingMs: () => 40_000 };
  expect(await importOne(file, littleTime)).toMatchObject({ outcome: "continued", rowsIn: 1 });
  expect(written.size).toBe(0);
  const [continuation] = continuations;
  expect(continuation).toMatchObject({ offsetBytes: file.sizeBytes, rowsIn: 1 });
  if (continuation) expect(await continueOne(continuation)).toMatchObject({ ok: true });
  expect(summary()).toMatchObject({ rowsIn: 1, rowsOut: 1 });
});

test("a message for an unknown import fails", async () => {
  const { continueOne } = createTestImport(postgres);
  const unknown = { bucket: "b", key: "k", versionId: "v", offsetBytes: 0, rowsIn: 0 };
  expect(await continueOne(unknown, muchTime)).toEqual({ ok: false, reason: "unknown-import" });
});

test("an unreachable database fails the invocation", async () => {
  const gone = connectTo("postgres://nobody:x@127.0.0.1:1/none", () => new Date());
  const { importOne, put } = createTestImport(postgres, { database: gone });
  await expect(importOne(put(header))).rejects.toMatchObject({ code: "database.unreachable" });
});
