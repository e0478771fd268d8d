import type { RowCursor } from "@stagecraft/contracts/customer-data";
import type { OrderId } from "@stagecraft/contracts/ids";
import type { OrderStatus } from "@stagecraft/contracts/order";
import { asc, eq, max, type SQL, sql } from "drizzle-orm";
import type { Db } from "./connection.ts";
import { customerDataRequests } from "./customer-data-schema.ts";
import {
  type ColumnErasure,
  type PersonalTable,
  personalTables,
} from "./personal/personal-data.ts";
import { orders, outbox } from "./schema.ts";

/** How many rows there are, by table; tables without any are left out. */
export type RowCounts = { readonly [table: string]: number };

/** A row as stored in its table. */
export type PersonalRow = { readonly table: string; readonly row: Record<string, unknown> };

/** When events about a customer's orders were last stored for and sent to a destination, and how many are due. */
export type Publication = {
  readonly destination: string;
  readonly lastWrittenAt: Date;
  readonly lastPublishedAt: Date | null;
  readonly due: number;
};

/** Rows per query. The rows' sizes decide how many of them are in a page. */
const readAtOnce = 200;

/** Well below the largest response of Lambda, 6 MB. */
const pageBytes = 3_000_000;

/** All data of one customer. Runs with the login `customer_data`, which no other code uses. */
export function customerDataRepository(db: Db) {
  async function count({ name, rowsOf }: PersonalTable, customerId: string): Promise<number> {
    const { rows } = await db.execute<{ count: string }>(
      sql`select count(*) from ${sql.identifier(name)} where ${rowsOf(customerId)}`,
    );
    return Number(rows[0]?.count);
  }

  async function readRows(
    { name, key, rowsOf }: PersonalTable,
    customerId: string,
    after?: RowCursor["after"],
  ) {
    const columns = sql.join(
      key.map((column) => sql.identifier(column)),
      sql`, `,
    );
    const behind =
      after &&
      sql`and (${columns}) > (${sql.join(
        after.map((value) => sql`${value}`),
        sql`, `,
      )})`;
    const { rows } = await db.execute<{ row: Record<string, unknown> }>(
      sql`select to_jsonb(${sql.identifier(name)}) as row from ${sql.identifier(name)}
        where ${rowsOf(customerId)} ${behind} order by ${columns} limit ${readAtOnce}`,
    );
    return rows.map(({ row }) => ({ table: name, row }));
  }

  async function eraseFrom(table: PersonalTable, customerId: string, pseudonym: string) {
    const statement = erasureOf(table, table.rowsOf(customerId), pseudonym);
    const { rowCount } = statement ? await db.execute(statement) : { rowCount: 0 };
    return rowCount ?? 0;
  }

  return {
    async counts(customerId: string): Promise<RowCounts> {
      const counts: Record<string, number> = {};
      for (const table of personalTables) counts[table.name] = await count(table, customerId);
      return withoutZeros(counts);
    },

    /** The customer's orders, oldest first. */
    async orders(customerId: string): Promise<{ id: OrderId; status: OrderStatus }[]> {
      return db
        .select({ id: orders.id, status: orders.status })
        .from(orders)
        .where(eq(orders.customerId, customerId))
        .orderBy(asc(orders.id));
    },

    /** The customer's orders, locked until the transaction ends. */
    async lockOrders(customerId: string): Promise<{ id: OrderId; status: OrderStatus }[]> {
      return db
        .select({ id: orders.id, status: orders.status })
        .from(orders)
        .where(eq(orders.customerId, customerId))
        .orderBy(asc(orders.id))
        .for("update");
    },

    async publications(customerId: string): Promise<Publication[]> {
      return db
        .select({
          destination: outbox.destination,
          lastWrittenAt: sql`max(${outbox.createdAt})`.mapWith(outbox.createdAt),
          lastPublishedAt: max(outbox.publishedAt),
          due: sql`count(*) filter (where ${outbox.publishedAt} is null)`.mapWith(Number),
        })
        .from(outbox)
        .innerJoin(orders, eq(orders.id, outbox.orderId))
        .where(eq(orders.customerId, customerId))
        .groupBy(outbox.destination)
        .orderBy(asc(outbox.destination));
    },

    /** A page of the customer's rows of all tables; `from` is the `next` of the previous page. */
    async page(
      customerId: string,
      from?: RowCursor,
      maximumBytes = pageBytes,
    ): Promise<{ rows: PersonalRow[]; next: RowCursor | null }> {
      const page: PersonalRow[] = [];
      let bytes = 0;
      let after = from?.after;
      const first = personalTables.findIndex(({ name }) => name === from?.table);
      for (const table of personalTables.slice(Math.max(first, 0))) {
        for (;;) {
          const rows = await readRows(table, customerId, after);
          for (const row of rows) {
            bytes += Buffer.byteLength(JSON.stringify(row));
            if (page.length > 0 && bytes > maximumBytes) {
              return { rows: page, next: { table: table.name, ...(after && { after }) } };
            }
            page.push(row);
            after = table.key.map((column) => row.row[column] as string | number);
          }
          if (rows.length < readAtOnce) break;
        }
        after = undefined;
      }
      return { rows: page, next: null };
    },

    /** Removes the customer from every row, in a transaction that has locked their orders. Returns the numbers of changed rows. */
    async erase(customerId: string, pseudonym: string): Promise<RowCounts> {
      const counts: Record<string, number> = {};
      for (const table of personalTables) {
        counts[table.name] = await eraseFrom(table, customerId, pseudonym);
      }
      return withoutZeros(counts);
    },

    /** Records the operator's request and what was found. */
    async recordRequest(request: typeof customerDataRequests.$inferInsert): Promise<void> {
      await db.insert(customerDataRequests).values(request);
    },
  };
}

/** Null when no column of the table changes. */
function erasureOf({ name, erasure }: PersonalTable, rows: SQL, pseudonym: string): SQL | null {
  const table = sql.identifier(name);
  if (erasure === "removed") return sql`delete from ${table} where ${rows}`;
  const changes = Object.entries(erasure).flatMap(([column, ofColumn]) => {
    const value = erasedValue(sql.identifier(column), ofColumn, pseudonym);
    return value ? [sql`${sql.identifier(column)} = ${value}`] : [];
  });
  if (changes.length === 0) return null;
  return sql`update ${table} set ${sql.join(changes, sql`, `)} where ${rows}`;
}

function erasedValue(
  column: ReturnType<typeof sql.identifier>,
  erasure: ColumnErasure,
  pseudonym: string,
) {
  if (erasure === "kept") return undefined;
  if (erasure === "pseudonym") return sql`${pseudonym}`;
  if (erasure === "emptied") return sql`null`;
  const path = sql`${sql.param([...erasure.within])}::text[]`;
  // `false`: does not create a missing part.
  return sql`jsonb_set(${column}, ${path}, to_jsonb(${pseudonym}::text), false)`;
}

function withoutZeros(counts: RowCounts): RowCounts {
  return Object.fromEntries(Object.entries(counts).filter(([, rows]) => rows > 0));
}
