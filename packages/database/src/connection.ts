import { DrizzleQueryError, sql } from "drizzle-orm";
import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import { Pool, type PoolClient } from "pg";
import { databaseFault } from "./database-fault.ts";

/** Runs statements; what a repository is made from. */
export type Db = NodePgDatabase;

/** The one connection of an execution environment. Everything it throws about Postgres is a `Fault`. */
export type Database = {
  /** Lends the connection, each statement being a transaction of its own. */
  run<T>(work: (db: Db) => Promise<T>): Promise<T>;
  /** Runs the work in a transaction. What it changed stays only when its outcome is ok. */
  transaction<T extends { readonly ok: boolean }>(work: (db: Db) => Promise<T>): Promise<T>;
  end(): Promise<void>;
};

export type ConnectionOptions = {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly username: string;
  /** A function is asked at each login, as IAM's tokens demand. */
  readonly password: string | (() => Promise<string>);
  /** How long one statement may run. */
  readonly statementTimeoutMs: number;
  readonly connectTimeoutMs: number;
  /** How long a transaction may lie idle until Postgres ends it; 2 s unless the work waits for something else meanwhile. */
  readonly idleInTransactionTimeoutMs?: number;
  readonly now: () => Date;
  /** False only for a server on this machine; otherwise TLS with a verified certificate. */
  readonly tls?: false;
};

/** How long a connection may lie idle until it is tried before its next use. */
const trustedIdleMs = 1_000;
const tryTimeoutMs = 1_000;

/** A process that stands still in its transaction holds its locks no longer, and others do not run out of time for it. */
const defaultIdleInTransactionTimeoutMs = 2_000;

/** Prepares the connection; it opens with its first use. */
export function connectDatabase(options: ConnectionOptions): Database {
  const pool = new Pool({
    host: options.host,
    port: options.port,
    database: options.database,
    user: options.username,
    password: options.password,
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: options.connectTimeoutMs,
    statement_timeout: options.statementTimeoutMs,
    idle_in_transaction_session_timeout:
      options.idleInTransactionTimeoutMs ?? defaultIdleInTransactionTimeoutMs,
    query_timeout: options.statementTimeoutMs + tryTimeoutMs,
    keepAlive: true,
    ssl: options.tls ?? { rejectUnauthorized: true },
  });
  const lastUsedMs = new WeakMap<PoolClient, number>();

  // The server may end a connection at any time; the pool drops it, and what runs on it fails.
  pool.on("error", () => {});
  pool.on("connect", (client) => {
    client.on("error", () => {});
    lastUsedMs.set(client, options.now().getTime());
  });

  /** An environment that was frozen learns late that its connection has ended, so it is tried first. */
  async function lease(): Promise<PoolClient> {
    const client = await pool.connect();
    const idleMs = options.now().getTime() - (lastUsedMs.get(client) ?? 0);
    if (idleMs < trustedIdleMs) return client;
    try {
      const attempt = { text: "select 1", query_timeout: tryTimeoutMs };
      await client.query(attempt);
      return client;
    } catch {
      client.release(true);
      return pool.connect();
    }
  }

  async function run<T>(work: (db: Db) => Promise<T>): Promise<T> {
    const client = await lease().catch((error) => Promise.reject(databaseFault(error)));
    let ended = false;
    try {
      return await work(drizzle(client));
    } catch (error) {
      if (!(error instanceof DrizzleQueryError)) throw error;
      const fault = databaseFault(error);
      // Whatever passes may have taken the connection with it; a new one costs little.
      ended = fault.retry;
      throw fault;
    } finally {
      lastUsedMs.set(client, options.now().getTime());
      client.release(ended);
    }
  }

  return {
    run,
    transaction: (work) =>
      run(async (db) => {
        await db.execute(sql`begin`);
        try {
          const outcome = await work(db);
          await db.execute(outcome.ok ? sql`commit` : sql`rollback`);
          return outcome;
        } catch (error) {
          await db.execute(sql`rollback`).catch(() => {});
          throw error;
        }
      }),
    end: () => pool.end(),
  };
}
