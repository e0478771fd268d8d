import { openSuperuserPool, type SuperuserAccess } from "./open-superuser-pool.ts";

/** What Postgres counts itself, over all its databases. */
export type DatabaseStatistics = {
  /** Since the statistics were reset, which a crash does. */
  readonly deadlocks: number;
  readonly sizeBytes: number;
  /** The age of the oldest transaction id that is not frozen, in transactions. */
  readonly usedTransactionIds: number;
};

/** The statistics of a running Postgres, which are read about once a second. */
export type StatisticsReader = {
  /** The last ones that were read. */
  latest(): DatabaseStatistics;
  close(): Promise<void>;
};

const readEveryMs = 1_000;

/**
 * Reads the statistics ahead, so that each minute of the stage's clock finds them at once, also when it is skipped. A session hands
 * a deadlock over to the statistics some seconds after it, or when it ends.
 * @see https://www.postgresql.org/docs/current/monitoring-stats.html#MONITORING-STATS-VIEWS
 */
export async function openStatistics(access: SuperuserAccess): Promise<StatisticsReader> {
  const pool = openSuperuserPool(access);
  const read = async () => {
    const { rows } = await pool.query<DatabaseStatistics>(
      `select (select sum(deadlocks) from pg_stat_database)::float8 as deadlocks,
              (select sum(pg_database_size(oid)) from pg_database)::float8 as "sizeBytes",
              (select max(age(datfrozenxid)) from pg_database)::float8 as "usedTransactionIds"`,
    );
    if (!rows[0]) throw new Error("Postgres answered without a row.");
    return rows[0];
  };

  let latest = await read();
  let reading: Promise<void> | undefined;
  async function readAgain() {
    try {
      latest = await read();
    } catch {
      // While Postgres recovers the last ones stay.
    } finally {
      reading = undefined;
    }
  }
  const timer = setInterval(() => {
    reading ??= readAgain();
  }, readEveryMs).unref();
  return {
    latest: () => latest,
    async close() {
      clearInterval(timer);
      await reading;
      await pool.end();
    },
  };
}
