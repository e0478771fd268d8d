import { DrizzleQueryError, sql } from "drizzle-orm";
import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import { Pool, type PoolClient } from "pg";
import { databaseFault } from "./database-fault.ts";
import { traceStatements } from "./trace-statements.ts";

/** Runs statements; repositories use it. */
export type Db = NodePgDatabase;

/** The connection of an execution environment. Every error of Postgres is thrown as a `Fault`. */
export type Database = {
  /** Runs the work with each statement in its own transaction. */
  run<T>(work: (db: Db) => Promise<T>): Promise<T>;
  /** Runs the work in a transaction, which is committed when the work returns and rolled back when it throws. */
  transaction<T>(work: (db: Db) => Promise<T>): Promise<T>;
  end(): Promise<void>;
};

export type ConnectionOptions = {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly username: string;
  /** A function is called at each login: an IAM token is valid for minutes only. */
  readonly password: string | (() => Promise<string>);
  /** How long one statement may run. */
  readonly statementTimeoutMs: number;
  readonly connectTimeoutMs: number;
  /** How long a transaction may be idle before Postgres ends it: 2 s by default. Longer if the work waits for other calls. */
  readonly idleInTransactionTimeoutMs?: number;
  readonly now: () => Date;
  /** False only for a server on this machine. The default is TLS with a verified certificate. */
  readonly tls?: false;
};

/** A connection that was idle for longer is tested before its next use. */
const maximumIdleMs = 1_000;
const testTimeoutMs = 1_000;

/** A process that hangs in a transaction keeps its locks only for so long, so that others do not time out. */
const defaultIdleInTransactionTimeoutMs = 2_000;

/** Prepares the connection; the first use opens it. */
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
    query_timeout: options.statementTimeoutMs + testTimeoutMs,
    keepAlive: true,
    ssl: options.tls ?? { rejectUnauthorized: true },
  });
  const lastUsedMs = new WeakMap<PoolClient, number>();

  // The server may end a connection at any time. The pool drops it, and the running statement fails.
  pool.on("error", () => {});
  pool.on("connect", (client) => {
    client.on("error", () => {});
    lastUsedMs.set(client, options.now().getTime());
  });

  /** A frozen environment does not notice that its connection has ended, so the connection is tested. */
  async function lease(): Promise<PoolClient> {
    const client = await pool.connect();
    const idleMs = options.now().getTime() - (lastUsedMs.get(client) ?? 0);
    if (idleMs < maximumIdleMs) return client;
    try {
      const attempt = { text: "select 1", query_timeout: testTimeoutMs };
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
      return await work(drizzle(traceStatements(client)));
    } catch (error) {
      if (!(error instanceof DrizzleQueryError)) throw error;
      const fault = databaseFault(error);
      // A transient error may have broken the connection, and a new one costs little.
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
          const result = await work(db);
          await db.execute(sql`commit`);
          return result;
        } catch (error) {
          const rollback = db.execute(sql`rollback`);
          // After another error, a failed rollback is thrown itself: `run` drops the connection, whose transaction is still open.
          await (error instanceof DrizzleQueryError ? rollback.catch(() => {}) : rollback);
          throw error;
        }
      }),
    end: () => pool.end(),
  };
}
