import type { EventId, OrderId, ReturnId } from "@stagecraft/contracts/ids";
import type { Currency } from "@stagecraft/contracts/money";
import { OrderStatus } from "@stagecraft/contracts/order";
import { troubleStatuses } from "@stagecraft/contracts/order-status";
import { isNull, sql } from "drizzle-orm";
import {
  bigint,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
} from "drizzle-orm/pg-core";

const minor = (name: string) => bigint(name, { mode: "number" });
const listed = (statuses: readonly OrderStatus[]) =>
  sql.raw(statuses.map((status) => `'${status}'`).join(", "));
const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** Times come from the application's clock: no column has a default of the database. */
export const orders = pgTable(
  "orders",
  {
    id: text("id").$type<OrderId>().primaryKey(),
    customerId: text("customer_id").notNull(),
    status: text("status").$type<OrderStatus>().notNull(),
    version: integer("version").notNull(),
    reference: text("reference"),
    orderedOn: date("ordered_on", { mode: "string" }).notNull(),
    country: text("country").notNull(),
    currency: text("currency").$type<Currency>().notNull(),
    totalMinor: minor("total_minor").notNull(),
    createdAt: instant("created_at").notNull(),
    /** When the customer requested the cancellation: the workflow reads it before each step. */
    cancelRequestedAt: instant("cancel_requested_at"),
  },
  (table) => [
    index("orders_customer").on(table.customerId, table.id),
    index("orders_customer_status").on(table.customerId, table.status, table.id),
    index("orders_placed").on(table.createdAt).where(sql`${table.status} = 'placed'`),
    index("orders_accepted").on(table.createdAt).where(sql`${table.status} = 'accepted'`),
    index("orders_trouble")
      .on(table.createdAt)
      .where(sql`${table.status} in (${listed(troubleStatuses)})`),
    check("orders_status", sql`${table.status} in (${listed(OrderStatus.options)})`),
  ],
);

export const orderLines = pgTable(
  "order_lines",
  {
    orderId: text("order_id")
      .$type<OrderId>()
      .notNull()
      .references(() => orders.id),
    line: integer("line").notNull(),
    code: text("code").notNull(),
    quantity: integer("quantity").notNull(),
    returned: integer("returned").notNull(),
    priceMinor: minor("price_minor").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.orderId, table.line] }),
    check("order_lines_returned", sql`${table.returned} between 0 and ${table.quantity}`),
  ],
);

export const returns = pgTable(
  "returns",
  {
    id: text("id").$type<ReturnId>().primaryKey(),
    orderId: text("order_id")
      .$type<OrderId>()
      .notNull()
      .references(() => orders.id),
    reference: text("reference"),
    refundMinor: minor("refund_minor").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [index("returns_order").on(table.orderId)],
);

export const returnLines = pgTable(
  "return_lines",
  {
    returnId: text("return_id")
      .$type<ReturnId>()
      .notNull()
      .references(() => returns.id),
    orderId: text("order_id").$type<OrderId>().notNull(),
    line: integer("line").notNull(),
    quantity: integer("quantity").notNull(),
    refundMinor: minor("refund_minor").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.returnId, table.line] }),
    foreignKey({
      name: "return_lines_order_line",
      columns: [table.orderId, table.line],
      foreignColumns: [orderLines.orderId, orderLines.line],
    }),
    check("return_lines_quantity", sql`${table.quantity} > 0`),
  ],
);

/** Events to publish, one row for each destination. A row without `published_at` is due. */
export const outbox = pgTable(
  "outbox",
  {
    id: text("id").$type<EventId>().notNull(),
    destination: text("destination").notNull(),
    orderId: text("order_id")
      .$type<OrderId>()
      .notNull()
      .references(() => orders.id),
    orderVersion: integer("order_version").notNull(),
    event: jsonb("event").notNull(),
    createdAt: instant("created_at").notNull(),
    publishedAt: instant("published_at"),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.destination] }),
    index("outbox_due").on(table.destination, table.createdAt).where(isNull(table.publishedAt)),
    index("outbox_order").on(table.orderId),
    index("outbox_due_order")
      .on(table.orderId, table.destination, table.orderVersion)
      .where(isNull(table.publishedAt)),
  ],
);

/** The response to each key; `status` and `body` are null only inside the transaction that inserts the key. */
export const idempotencyRecords = pgTable(
  "idempotency_records",
  {
    customerId: text("customer_id").notNull(),
    operation: text("operation").notNull(),
    key: text("key").notNull(),
    requestHash: text("request_hash").notNull(),
    status: integer("status"),
    body: text("body"),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.customerId, table.operation, table.key] })],
);
