import type { OrderId } from "@stagecraft/contracts/ids";
import { eq, sql } from "drizzle-orm";
import { check, index, integer, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";
import { orders } from "./schema.ts";

/** The stock of each product. `reserved` may exceed `on_hand` only after a catalogue file has lowered `on_hand`. */
export const stock = pgTable(
  "stock",
  {
    code: text("code").primaryKey(),
    onHand: integer("on_hand").notNull(),
    reserved: integer("reserved").notNull().default(0),
  },
  (table) => [
    check("stock_on_hand", sql`${table.onHand} >= 0`),
    check("stock_reserved", sql`${table.reserved} >= 0`),
  ],
);

/** `reserved` pieces are counted in their stock row's `reserved`; `taken` pieces have left the stock. */
export type ReservationState = "reserved" | "taken" | "released";

/** The reservations of an order, one row for each product. */
export const reservations = pgTable(
  "reservations",
  {
    orderId: text("order_id")
      .$type<OrderId>()
      .notNull()
      .references(() => orders.id),
    code: text("code")
      .notNull()
      .references(() => stock.code),
    quantity: integer("quantity").notNull(),
    state: text("state").$type<ReservationState>().notNull(),
    expiresAt: timestamp("expires_at", { withTimezone: true, mode: "date" }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.orderId, table.code] }),
    index("reservations_due").on(table.expiresAt).where(eq(table.state, sql`'reserved'`)),
    check("reservations_quantity", sql`${table.quantity} > 0`),
    check("reservations_state", sql`${table.state} in ('reserved', 'taken', 'released')`),
  ],
);
