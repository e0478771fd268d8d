import { jsonb, pgTable, text, timestamp } from "drizzle-orm/pg-core";

/** Who had a customer's data exported or erased, when and why. It stays when the customer goes, under their pseudonym. */
export const customerDataRequests = pgTable("customer_data_requests", {
  id: text("id").primaryKey(),
  kind: text("kind").$type<"export" | "erase">().notNull(),
  customerId: text("customer_id").notNull(),
  /** As AWS knows the operator. */
  requestedBy: text("requested_by").notNull(),
  reason: text("reason").notNull(),
  requestedAt: timestamp("requested_at", { withTimezone: true, mode: "date" }).notNull(),
  /** How much there was in each place. */
  found: jsonb("found").$type<Readonly<Record<string, number>>>().notNull(),
});
