import { execFileSync } from "node:child_process";
import { Fault } from "@stagecraft/contracts/fault";
import { sql } from "drizzle-orm";
import { expect, onTestFinished, test } from "vitest";
import { ordersRepository } from "./orders-repository.ts";
import { somePlacing } from "./testing/placing.fixture.ts";
import { connectTo, createTestDatabase } from "./testing/test-database.ts";

const endOthers = `select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid()`;

/** Blocks this process meanwhile, so that it knows nothing of it, as one that was frozen. */
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
  expect(await transaction(async () => ({ ok: true, value: 1 }))).toEqual({ ok: true, value: 1 });
});

test("a connection that ends in the middle is a fault to retry, and is replaced", async () => {
  const postgres = await createTestDatabase();
  const { run, transaction } = postgres.connect();
  const interrupted = transaction(async (db) => {
    await db.execute(sql`select 1`);
    await postgres.query(endOthers);
    await db.execute(sql`select 1`);
    return { ok: true };
  });
  await expect(interrupted).rejects.toMatchObject({ name: "Fault", retry: true });
  await expect(run((db) => db.execute(sql`select 1`))).resolves.toBeDefined();
});

test("a fault names SQLSTATE and constraint and quotes no value", async () => {
  const postgres = await createTestDatabase();
  const { run } = postgres.connect();
  const placing = somePlacing({ customerId: "cus_secret" });
  await run((db) => ordersRepository(db).place(placing));
  const twice = { ...placing, claim: { ...placing.claim, key: "another-secret" } };
  const fault = await run((db) => ordersRepository(db).place(twice)).catch((thrown) => thrown);
  expect(fault).toBeInstanceOf(Fault);
  expect(fault).toMatchObject({ code: "database.23505", retry: false });
  expect(fault.message).toMatch(/^database\.23505: (orders|order_lines|outbox)_\w*pk\w*$/);
  expect(fault.stack).not.toMatch(/secret|ord_/);
});

test("a statement that runs too long is a fault to retry", async () => {
  const postgres = await createTestDatabase();
  const { run } = postgres.connect();
  await run((db) => db.execute(sql`set statement_timeout = '20ms'`));
  await expect(run((db) => db.execute(sql`select pg_sleep(5)`))).rejects.toMatchObject({
    code: "database.57014",
    retry: true,
  });
});

// https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-IDLE-IN-TRANSACTION-SESSION-TIMEOUT
test("a process that stands still in its transaction lets others go on, and is told to try again", async () => {
  const postgres = await createTestDatabase();
  const still = connectTo(postgres.url, () => new Date(), { idleInTransactionTimeoutMs: 100 });
  onTestFinished(() => still.end());
  const { run } = postgres.connect();
  const lock = sql`select pg_advisory_xact_lock(7)`;
  let wentOn = false;
  const stands = still.transaction(async (db) => {
    await db.execute(lock);
    await run((other) => other.execute(lock));
    wentOn = true;
    await db.execute(sql`select 1`);
    return { ok: true };
  });
  await expect(stands).rejects.toMatchObject({ name: "Fault", retry: true });
  expect(wentOn).toBe(true);
});

test("work that throws leaves nothing behind, and the connection in order", async () => {
  const postgres = await createTestDatabase();
  const { run, transaction } = postgres.connect();
  const placing = somePlacing();
  const thrown = transaction(async (db) => {
    await ordersRepository(db).place(placing);
    throw new TypeError("not the database's");
  });
  await expect(thrown).rejects.toThrow(TypeError);
  const { customerId, id } = placing.order;
  expect(await run((db) => ordersRepository(db).find(customerId, id))).toBeNull();
});

test("a server that is not there is a fault to retry", async () => {
  const { run, end } = connectTo("postgres://nobody@127.0.0.1:1/none", () => new Date());
  await expect(run((db) => db.execute(sql`select 1`))).rejects.toMatchObject({
    code: "database.unreachable",
    retry: true,
  });
  await end();
});
