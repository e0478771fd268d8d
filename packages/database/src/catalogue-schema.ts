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

/** Products. The prices are bounds for the prices agreed with customers; the quantity is in `stock`. */
export const catalogue = pgTable("catalogue", {
  code: text("code").primaryKey(),
  description: text("description").notNull(),
  priceMinMinor: whole("price_min_minor").notNull(),
  priceMaxMinor: whole("price_max_minor").notNull(),
  /** When the file with this row was uploaded: a row of an older file that is read later changes nothing. */
  statedAt: instant("stated_at").notNull(),
});

/** Files and how far they are read: everything before `offset_bytes` is stored, and nothing behind it. */
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
    /** The number of the line that begins at `offset_bytes`. */
    line: integer("line").notNull(),
    rowsIn: integer("rows_in").notNull(),
    rowsOut: integer("rows_out").notNull(),
    rowsRejected: integer("rows_rejected").notNull(),
    /** Why the whole file was refused. */
    refusal: text("refusal"),
    completedAt: instant("completed_at"),
  },
  (table) => [
    primaryKey({ columns: [table.bucket, table.key, table.versionId] }),
    index("imports_latest").on(table.bucket, table.key, table.putAt),
  ],
);

/** Rejected rows, stored until the file's reject file is written. */
export const importRejects = pgTable(
  "import_rejects",
  {
    bucket: text("bucket").notNull(),
    key: text("key").notNull(),
    versionId: text("version_id").notNull(),
    line: integer("line").notNull(),
    reason: text("reason").notNull(),
    /** The row as in the file, shortened when it is long. */
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
