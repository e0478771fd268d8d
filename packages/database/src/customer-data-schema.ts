import { jsonb, pgTable, text, timestamp } from "drizzle-orm/pg-core";

/** Who exported or erased a customer's data, when and why. After an erasure it has the customer's pseudonym. */
export const customerDataRequests = pgTable("customer_data_requests", {
  id: text("id").primaryKey(),
  kind: text("kind").$type<"export" | "erase">().notNull(),
  customerId: text("customer_id").notNull(),
  /** The operator's AWS identity. */
  requestedBy: text("requested_by").notNull(),
  reason: text("reason").notNull(),
  requestedAt: timestamp("requested_at", { withTimezone: true, mode: "date" }).notNull(),
  /** The number of rows or messages by location. */
  found: jsonb("found").$type<Readonly<Record<string, number>>>().notNull(),
});
