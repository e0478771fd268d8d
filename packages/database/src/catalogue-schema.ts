import {
  bigint,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
} from "drizzle-orm/pg-core";

const whole = (name: string) => bigint(name, { mode: "number" });
const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** What is sold. Prices bound what is agreed with customers; what there is of it stands in `stock`. */
export const catalogue = pgTable("catalogue", {
  code: text("code").primaryKey(),
  description: text("description").notNull(),
  priceMinMinor: whole("price_min_minor").notNull(),
  priceMaxMinor: whole("price_max_minor").notNull(),
  /** When the file was put that states this: an older file that is read later changes nothing. */
  statedAt: instant("stated_at").notNull(),
});

/** Files, and how far they are read: all before `offset_bytes` is stored, and nothing behind it. */
export const imports = pgTable(
  "imports",
  {
    bucket: text("bucket").notNull(),
    key: text("key").notNull(),
    versionId: text("version_id").notNull(),
    etag: text("etag").notNull(),
    sizeBytes: whole("size_bytes").notNull(),
    putAt: instant("put_at").notNull(),
    offsetBytes: whole("offset_bytes").notNull(),
    /** The line that begins there. */
    line: integer("line").notNull(),
    rowsIn: integer("rows_in").notNull(),
    rowsOut: integer("rows_out").notNull(),
    rowsRejected: integer("rows_rejected").notNull(),
    /** Why the file as a whole is none of ours. */
    refusal: text("refusal"),
    completedAt: instant("completed_at"),
  },
  (table) => [
    primaryKey({ columns: [table.bucket, table.key, table.versionId] }),
    index("imports_latest").on(table.bucket, table.key, table.putAt),
  ],
);

/** Rows that were not taken, kept until the file's reject file is written. */
export const importRejects = pgTable(
  "import_rejects",
  {
    bucket: text("bucket").notNull(),
    key: text("key").notNull(),
    versionId: text("version_id").notNull(),
    line: integer("line").notNull(),
    reason: text("reason").notNull(),
    /** As it stood in the file, cut where it is long. */
    row: text("row").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.bucket, table.key, table.versionId, table.line] }),
    foreignKey({
      name: "import_rejects_import",
      columns: [table.bucket, table.key, table.versionId],
      foreignColumns: [imports.bucket, imports.key, imports.versionId],
    }),
  ],
);
