import { randomBytes } from "node:crypto";
import { Client } from "pg";
import { inject, onTestFinished } from "vitest";
import { type ConnectionOptions, connectDatabase, type Database } from "../connection.ts";
import { migrate } from "../migrate.ts";

declare module "vitest" {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

export const migrationsDirectory = new URL("../../migrations", import.meta.url).pathname;

export type TestDatabase = {
  readonly url: string;
  /** A new connection with the privileges of the services; the clock is real by default. */
  connect(now?: () => Date): Database;
  /** The rows of a statement, run by the superuser. */
  query<Row>(statement: string): Promise<Row[]>;
};

/** Makes a migrated database for the test, in which every login has the services' privileges. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const url = await createEmptyDatabase();
  const owner = connectTo(url, () => new Date());
  await withRolesLocked(() =>
    migrate(owner, { directory: migrationsDirectory, now: () => new Date() }),
  );
  await owner.end();
  const name = new URL(url).pathname.slice(1);
  await administrate((admin) => admin.query(`alter database ${name} set role = 'orders_app'`));
  return {
    url,
    connect: (now = () => new Date()) => {
      const database = connectTo(url, now);
      onTestFinished(() => database.end());
      return database;
    },
    async query<Row>(statement: string) {
      const client = new Client({ connectionString: url });
      await client.connect();
      await client.query("set role none");
      const { rows } = await client.query(statement);
      await client.end();
      return rows as Row[];
    },
  };
}

/** Makes a database without any table and gives its superuser's URL. */
export async function createEmptyDatabase(): Promise<string> {
  const name = `test_${randomBytes(8).toString("hex")}`;
  await administrate((admin) => admin.query(`create database ${name}`));
  const url = new URL(inject("postgresUrl"));
  url.pathname = name;
  return url.href;
}

/** A connection to the database of that URL, as the user it names. */
export function connectTo(
  url: string,
  now: () => Date,
  options: Pick<ConnectionOptions, "idleInTransactionTimeoutMs"> = {},
): Database {
  const { hostname, port, pathname, username, password } = new URL(url);
  return connectDatabase({
    host: hostname,
    port: Number(port),
    database: pathname.slice(1),
    username,
    password: decodeURIComponent(password),
    statementTimeoutMs: 5_000,
    connectTimeoutMs: 5_000,
    ...options,
    now,
    tls: false,
  });
}

/** Roles belong to the whole cluster, so concurrent test files must not change them at the same time. */
export async function withRolesLocked(work: () => Promise<unknown>): Promise<void> {
  await administrate(async (admin) => {
    await admin.query("select pg_advisory_lock(1)");
    await work();
  });
}

/** Runs the work as the superuser. */
export async function administrate(work: (admin: Client) => Promise<unknown>): Promise<void> {
  const admin = new Client({ connectionString: inject("postgresUrl") });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}
