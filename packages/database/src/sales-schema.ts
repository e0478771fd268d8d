import type { OrderId } from "@stagecraft/contracts/ids";
import type { Currency } from "@stagecraft/contracts/money";
import { sql } from "drizzle-orm";
import { bigint, check, date, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";

const minor = (name: string) => bigint(name, { mode: "number" });

/**
 * The last projected version of each order, and what the order adds to its day. It has no foreign key to the order: the projection
 * could be in another database.
 */
export const projectedOrders = pgTable(
  "projected_orders",
  {
    orderId: text("order_id").$type<OrderId>().primaryKey(),
    version: integer("version").notNull(),
    totalMinor: minor("total_minor").notNull(),
    returnedMinor: minor("returned_minor").notNull(),
  },
  (table) => [check("projected_orders_version", sql`${table.version} > 0`)],
);

/** Sales by business date, country and currency: sums over the projected orders. */
export const dailySales = pgTable(
  "daily_sales",
  {
    orderedOn: date("ordered_on", { mode: "string" }).notNull(),
    country: text("country").notNull(),
    currency: text("currency").$type<Currency>().notNull(),
    orders: integer("orders").notNull(),
    totalMinor: minor("total_minor").notNull(),
    returnedMinor: minor("returned_minor").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.orderedOn, table.country, table.currency] }),
    check("daily_sales_orders", sql`${table.orders} >= 0`),
    check("daily_sales_total", sql`${table.totalMinor} >= 0`),
    check("daily_sales_returned", sql`${table.returnedMinor} >= 0`),
  ],
);
