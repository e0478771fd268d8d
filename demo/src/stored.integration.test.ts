import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { countPending } from "@stagecraft/operations/local-system/count-pending";
import { markUnpublished } from "@stagecraft/operations/local-system/mark-unpublished";
import { Client } from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { readStored } from "./stored.ts";

const migrations = join(import.meta.dirname, "../../packages/database/migrations");
const database = `stored_${process.pid}`;
let server: Client;
let sql: Client;

beforeAll(async () => {
  server = new Client({ connectionString: inject("postgresUrl") });
  await server.connect();
  await server.query(`create database ${database}`);
  const url = new URL(inject("postgresUrl"));
  url.pathname = database;
  sql = new Client({ connectionString: url.href });
  await sql.connect();
  for (const file of (await readdir(migrations)).filter((name) => name.endsWith(".sql")).sort()) {
    await sql.query(await readFile(join(migrations, file), "utf8"));
  }
  await sql.query(`
    insert into orders (id, customer_id, status, version, ordered_on, country, currency, total_minor, created_at)
    values ('ord_1', 'cus_1', 'fulfilled', 2, '2010-12-01', 'EIRE', 'GBP', 1530, now()),
           ('ord_2', 'cus_2', 'placed', 1, '2010-12-01', 'EIRE', 'GBP', 9999999999, now());
    insert into order_lines (order_id, line, code, quantity, returned, price_minor)
    values ('ord_1', 1, 'A', 6, 2, 255), ('ord_2', 1, 'A', 1, 0, 9999999999);
    insert into returns (id, order_id, refund_minor, created_at) values ('ret_1', 'ord_1', 510, now());
    insert into return_lines (return_id, order_id, line, quantity, refund_minor)
    values ('ret_1', 'ord_1', 1, 2, 510);
    insert into outbox (id, destination, order_id, order_version, event, created_at)
    values ('evt_1', 'orders-queue', 'ord_2', 1, '{}', now())`);
});

afterAll(async () => {
  await sql.end();
  await server.query(`drop database ${database}`);
  await server.end();
});

test("all stored data is counted exactly", async () => {
  expect(await readStored(sql)).toEqual({
    orders: 2,
    unfinished: 1,
    fulfilled: 1,
    outOfStock: 0,
    declined: 0,
    timedOut: 0,
    cancelled: 0,
    failed: 0,
    needsAttention: 0,
    fulfilledMinor: 1530,
    orderLines: 2,
    ordersMinor: 10_000_001_529,
    orderLinesMinor: 10_000_001_529,
    returnedPieces: 2,
    returns: 1,
    returnsMinor: 510,
    returnLinesMinor: 510,
    returnLinesPieces: 2,
    unpublished: 1,
  });
});

test("with ids, only those orders and returns are counted", async () => {
  const mine = await readStored(sql, { orderIds: ["ord_1"], returnIds: ["ret_1"] });
  expect(mine).toMatchObject({ orders: 1, ordersMinor: 1530, returns: 1, unpublished: 0 });
  const none = await readStored(sql, { orderIds: [], returnIds: [] });
  expect(none).toMatchObject({ orders: 0, ordersMinor: 0, returns: 0, returnsMinor: 0 });
});

test("pending work is counted, and an event that is marked unpublished is pending again", async () => {
  const before = await countPending(sql);
  expect(before).toBeGreaterThan(0);
  await sql.query("update outbox set published_at = created_at");
  const published = await countPending(sql);
  expect(published).toBeLessThan(before);
  expect(await markUnpublished(sql)).toBe(true);
  expect(await countPending(sql)).toBe(published + 1);
});
