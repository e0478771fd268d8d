import { setTimeout } from "node:timers/promises";
import type { Scenario } from "../../../acceptance/src/scenarios/open-scenario.ts";

/** What an order writes to Postgres, on average. */
export type OrderWrites = {
  readonly transactions: number;
  readonly tables: readonly TableWrites[];
};

type TableWrites = {
  readonly table: string;
  /** Inserted, updated and deleted. */
  readonly rows: number;
  readonly rowBytes: number;
  /** Beside the primary key. */
  readonly indexes: number;
};

/** Postgres publishes the statistics of an idle session within ten seconds: `PGSTAT_IDLE_INTERVAL` in its source, pgstat.c. */
const statisticsMs = 11_000;

/** Places orders one after the other, and counts what changes in the tables. */
export async function measureWrites(scenario: Scenario, orders: number): Promise<OrderWrites> {
  // The first order makes the rows that later ones update.
  await placeAndSettle(scenario);
  const before = await countWrites(scenario);
  for (let times = 0; times < orders; times += 1) await placeAndSettle(scenario);
  const after = await countWrites(scenario);
  const tables = await Promise.all(
    [...after.rows].map(async ([table, rows]) => ({
      table,
      rows: (rows - (before.rows.get(table) ?? 0)) / orders,
      ...(await shapeOf(scenario, table)),
    })),
  );
  return {
    transactions: (after.transactions - before.transactions) / orders,
    tables: tables.filter(({ rows }) => rows > 0),
  };
}

async function placeAndSettle(scenario: Scenario): Promise<void> {
  await scenario.place();
  await scenario.settle();
}

/** A transaction gets a number when it writes; reading the next number takes none. */
async function countWrites({ query }: Scenario) {
  await setTimeout(statisticsMs);
  const [snapshot] = await query<{ next: string }>(
    "select pg_snapshot_xmax(pg_current_snapshot())::text as next",
  );
  const tables = await query<{ table: string; rows: string }>(
    `select relname as "table", n_tup_ins + n_tup_upd + n_tup_del as rows from pg_stat_user_tables where schemaname = 'public'`,
  );
  return {
    transactions: Number(snapshot?.next),
    rows: new Map(tables.map(({ table, rows }) => [table, Number(rows)])),
  };
}

async function shapeOf({ query }: Scenario, table: string) {
  const [row] = await query<{ bytes: string | null }>(
    `select avg(pg_column_size(t.*)) as bytes from public."${table}" t`,
  );
  const [found] = await query<{ indexes: string }>(
    `select count(*) as indexes from pg_index where indrelid = 'public."${table}"'::regclass and not indisprimary`,
  );
  return { rowBytes: Number(row?.bytes ?? 0), indexes: Number(found?.indexes) };
}
