import type { CatalogueRow } from "@stagecraft/contracts/catalogue-file";
import { and, asc, desc, eq, gt, isNull, sql } from "drizzle-orm";
import { catalogue, importRejects, imports } from "./catalogue-schema.ts";
import type { Db } from "./connection.ts";
import { stock } from "./stock-schema.ts";

/** A version of a file in a bucket. */
export type FileVersion = {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
};

/** An uploaded version. */
export type PutFile = FileVersion & {
  readonly etag: string;
  readonly sizeBytes: number;
  readonly putAt: Date;
};

/** How far a file is read, and the result so far. */
export type Import = typeof imports.$inferSelect;

/** A rejected row. */
export type Reject = { readonly line: number; readonly reason: string; readonly row: string };

/** Rows from the import's position on, each code once, and the position behind them. */
export type ImportBatch = {
  readonly rows: readonly CatalogueRow[];
  readonly rejects: readonly Reject[];
  readonly rowsIn: number;
  readonly end: { readonly offsetBytes: number; readonly line: number };
};

export function importRepository(db: Db) {
  const isOf = ({ bucket, key, versionId }: FileVersion) =>
    and(eq(imports.bucket, bucket), eq(imports.key, key), eq(imports.versionId, versionId));
  const column = <T>(values: readonly T[]) => sql.param(values);

  async function find(file: FileVersion): Promise<Import | null> {
    const [found] = await db.select().from(imports).where(isOf(file));
    return found ?? null;
  }

  return {
    find,

    /**
     * The import of an uploaded file, which begins if it is new. Runs in a transaction. When the newest known version of the key
     * has the same content, its import is returned: a file that is uploaded again is read once.
     */
    async begin(file: PutFile): Promise<Import> {
      await db.execute(sql`select pg_advisory_xact_lock(hashtext(${file.key}))`);
      const own = await find(file);
      if (own) return own;
      const [newest] = await db
        .select()
        .from(imports)
        .where(and(eq(imports.bucket, file.bucket), eq(imports.key, file.key)))
        .orderBy(desc(imports.putAt))
        .limit(1);
      if (newest?.etag === file.etag) return newest;
      const start = { offsetBytes: 0, line: 1, rowsIn: 0, rowsOut: 0, rowsRejected: 0 };
      await db.insert(imports).values({ ...file, ...start });
      return { ...file, ...start, refusal: null, completedAt: null };
    },

    /**
     * Stores a batch and the position behind it, in one statement. Null: another invocation has stored rows meanwhile, and nothing
     * is stored. A row of a newer file is not replaced.
     */
    async store(from: Import, { rows, rejects, rowsIn, end }: ImportBatch): Promise<Import | null> {
      const rowsOut = rowsIn - rejects.length;
      const { rowCount } = await db.execute(sql`
        with moved as (
          update ${imports} set offset_bytes = ${end.offsetBytes}::bigint, line = ${end.line}::integer,
            rows_in = rows_in + ${rowsIn}::integer, rows_out = rows_out + ${rowsOut}::integer,
            rows_rejected = rows_rejected + ${rejects.length}::integer
          where ${isOf(from)} and ${imports.offsetBytes} = ${from.offsetBytes}
            and ${isNull(imports.completedAt)}
          returning put_at
        ), row as (
          select * from moved, unnest(
            ${column(rows.map(({ code }) => code))}::text[],
            ${column(rows.map(({ description }) => description))}::text[],
            ${column(rows.map(({ priceMinMinor }) => priceMinMinor))}::bigint[],
            ${column(rows.map(({ priceMaxMinor }) => priceMaxMinor))}::bigint[],
            ${column(rows.map(({ onHand }) => onHand))}::integer[]
          ) as row (code, description, price_min_minor, price_max_minor, on_hand)
        ), stated as (
          insert into ${catalogue} as known
            (code, description, price_min_minor, price_max_minor, stated_at)
          select code, description, price_min_minor, price_max_minor, put_at from row order by code
          on conflict (code) do update set description = excluded.description,
            price_min_minor = excluded.price_min_minor, price_max_minor = excluded.price_max_minor,
            stated_at = excluded.stated_at
          where known.stated_at <= excluded.stated_at
          returning code
        ), counted as (
          insert into ${stock} (code, on_hand)
          select code, on_hand from row join stated using (code) order by code
          on conflict (code) do update set on_hand = excluded.on_hand
        ), rejected as (
          insert into ${importRejects} (bucket, key, version_id, line, reason, row)
          select ${from.bucket}, ${from.key}, ${from.versionId}, reject.* from moved, unnest(
            ${column(rejects.map(({ line }) => line))}::integer[],
            ${column(rejects.map(({ reason }) => reason))}::text[],
            ${column(rejects.map(({ row }) => row))}::text[]
          ) as reject
        )
        select from moved`);
      if (rowCount !== 1) return null;
      return {
        ...from,
        ...end,
        rowsIn: from.rowsIn + rowsIn,
        rowsOut: from.rowsOut + rowsOut,
        rowsRejected: from.rowsRejected + rejects.length,
      };
    },

    /** Records why the whole file is refused. */
    async refuse(file: FileVersion, refusal: string): Promise<void> {
      await db.update(imports).set({ refusal }).where(isOf(file));
    },

    /** At most `limit` of the import's rejects after the line `after`, by line. */
    async rejects(file: FileVersion, after: number, limit: number): Promise<Reject[]> {
      const { bucket, key, versionId, ...reject } = importRejects;
      return db
        .select({ line: reject.line, reason: reject.reason, row: reject.row })
        .from(importRejects)
        .where(
          and(
            eq(bucket, file.bucket),
            eq(key, file.key),
            eq(versionId, file.versionId),
            gt(reject.line, after),
          ),
        )
        .orderBy(asc(reject.line))
        .limit(limit);
    },

    /** Completes the import and deletes its rejects, which are in the reject file now. */
    async complete(file: FileVersion, now: Date): Promise<void> {
      const { bucket, key, versionId } = file;
      await db.execute(sql`
        with gone as (
          delete from ${importRejects}
          where bucket = ${bucket} and key = ${key} and version_id = ${versionId}
        )
        update ${imports} set completed_at = ${now}
        where ${isOf(file)} and ${isNull(imports.completedAt)}`);
    },
  };
}
