import { execFileSync } from "node:child_process";
import { Fault } from "@stagecraft/contracts/fault";
import { sql } from "drizzle-orm";
import { expect, onTestFinished, test } from "vitest";
import { ordersRepository } from "./orders-repository.ts";
import { testPlacement } from "./testing/order-placement.fixture.ts";
import { connectTo, createTestDatabase } from "./testing/test-database.ts";

const endOthers = `select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid()`;

/** Blocks this process meanwhile, so that it does not notice, like a frozen process. */
function endOthersUnnoticed(url: string): void {
  const script = `import { Client } from "pg";
    const client = new Client({ connectionString: process.argv[1] });
    await client.connect();
    await client.query("set role none");
    await client.query(process.argv[2]);
    await client.end();`;
  const cwd = import.meta.dirname;
  execFileSync(process.execPath, ["--input-type=module", "-e", script, url, endOthers], { cwd });
}

test("a connection that the server ended while the process was frozen does not fail its next work", async () => {
  const postgres = await createTestDatabase();
  let nowMs = 0;
  const { run, transaction } = postgres.connect(() => new Date(nowMs));
  const backend = () =>
    run((db) => db.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`));
  const before = await backend();

  endOthersUnnoticed(postgres.url);
  nowMs += 60_000;
  const after = await backend();
  expect(after.rows).not.toEqual(before.rows);

  endOthersUnnoticed(postgres.url);
  nowMs += 60_000;
  expect(await transaction(async () => 1)).toBe(1);
});

test("a connection that ends during work is a retryable fault, and is replaced", async () => {
  const postgres = await createTestDatabase();
  const { run, transaction } = postgres.connect();
  const interrupted = transaction(async (db) => {
    await db.execute(sql`select 1`);
    await postgres.query(endOthers);
    await db.execute(sql`select 1`);
  });
  await expect(interrupted).rejects.toMatchObject({ name: "Fault", retry: true });
  await expect(run((db) => db.execute(sql`select 1`))).resolves.toBeDefined();
});

test("a fault names SQLSTATE and constraint and quotes no value", async () => {
  const postgres = await createTestDatabase();
  const { run } = postgres.connect();
  const placement = testPlacement({ customerId: "cus_secret" });
  await run((db) => ordersRepository(db).place(placement));
  const twice = { ...placement, request: { ...placement.request, key: "another-secret" } };
  const fault = await run((db) => ordersRepository(db).place(twice)).catch((thrown) => thrown);
  expect(fault).toBeInstanceOf(Fault);
  expect(fault).toMatchObject({ code: "database.23505", retry: false });
  expect(fault.message).toMatch(/^database\.23505: (orders|order_lines|outbox)_\w*pk\w*$/);
  expect(fault.stack).not.toMatch(/secret|ord_/);
});

test("a statement that runs too long is a retryable fault", async () => {
  const postgres = await createTestDatabase();
  const { run } = postgres.connect();
  await run((db) => db.execute(sql`set statement_timeout = '20ms'`));
  await expect(run((db) => db.execute(sql`select pg_sleep(5)`))).rejects.toMatchObject({
    code: "database.57014",
    retry: true,
  });
});

// https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-IDLE-IN-TRANSACTION-SESSION-TIMEOUT
test("a transaction that is idle for too long is ended, which is a retryable fault", async () => {
  const postgres = await createTestDatabase();
  const idle = connectTo(postgres.url, () => new Date(), { idleInTransactionTimeoutMs: 100 });
  onTestFinished(() => idle.end());
  const { run } = postgres.connect();
  const lock = sql`select pg_advisory_xact_lock(7)`;
  let otherContinued = false;
  const hanging = idle.transaction(async (db) => {
    await db.execute(lock);
    await run((other) => other.execute(lock));
    otherContinued = true;
    await db.execute(sql`select 1`);
  });
  await expect(hanging).rejects.toMatchObject({ name: "Fault", retry: true });
  expect(otherContinued).toBe(true);
});

test("work that throws is rolled back, and the connection stays usable", async () => {
  const postgres = await createTestDatabase();
  const { run, transaction } = postgres.connect();
  const placement = testPlacement();
  const thrown = transaction(async (db) => {
    await ordersRepository(db).place(placement);
    throw new TypeError("not of the database");
  });
  await expect(thrown).rejects.toThrow(TypeError);
  const { customerId, id } = placement.order;
  expect(await run((db) => ordersRepository(db).find(customerId, id))).toBeNull();
});

test("a rollback that fails after other work has thrown is a retryable fault, and the connection is replaced", async () => {
  const postgres = await createTestDatabase();
  const { run, transaction } = postgres.connect();
  const thrown = transaction(async (db) => {
    await db.execute(sql`select 1`);
    await postgres.query(endOthers);
    throw new TypeError("not of the database");
  });
  await expect(thrown).rejects.toMatchObject({ name: "Fault", retry: true });
  await expect(run((db) => db.execute(sql`select 1`))).resolves.toBeDefined();
});

test("an unreachable server is a retryable fault", async () => {
  const { run, end } = connectTo("postgres://nobody@127.0.0.1:1/none", () => new Date());
  await expect(run((db) => db.execute(sql`select 1`))).rejects.toMatchObject({
    code: "database.unreachable",
    retry: true,
  });
  await end();
});
