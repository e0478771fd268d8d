import { type SQL, sql } from "drizzle-orm";

/** How a column changes when its customer is erased. `within`: the pseudonym replaces a part of its JSON. */
export type ColumnErasure =
  | "kept"
  | "pseudonym"
  | "emptied"
  | { readonly within: readonly string[] };

/** A table with rows about customers. */
export type PersonalTable = {
  readonly name: string;
  /** Its primary key, by which its rows are sorted. */
  readonly key: readonly string[];
  /** The condition of the rows about the customer. */
  readonly rowsOf: (customerId: string) => SQL;
  readonly erasure: "removed" | { readonly [column: string]: ColumnErasure };
};

const ownRows = (customerId: string) => sql`customer_id = ${customerId}`;
const ofOwnOrders = (customerId: string) =>
  sql`order_id in (select id from orders where customer_id = ${customerId})`;

/**
 * Every table with rows about customers, and how each column changes: docs/adr/0012-personal-data.md. Rows of an order are found
 * through the order, so `orders` is last.
 */
export const personalTables: readonly PersonalTable[] = [
  {
    name: "order_lines",
    key: ["order_id", "line"],
    rowsOf: ofOwnOrders,
    erasure: {
      order_id: "kept",
      line: "kept",
      code: "kept",
      quantity: "kept",
      returned: "kept",
      price_minor: "kept",
    },
  },
  {
    name: "returns",
    key: ["id"],
    rowsOf: ofOwnOrders,
    erasure: {
      id: "kept",
      order_id: "kept",
      refund_minor: "kept",
      created_at: "kept",
      reference: "emptied",
    },
  },
  {
    name: "return_lines",
    key: ["return_id", "line"],
    rowsOf: ofOwnOrders,
    erasure: {
      return_id: "kept",
      order_id: "kept",
      line: "kept",
      quantity: "kept",
      refund_minor: "kept",
    },
  },
  {
    name: "reservations",
    key: ["order_id", "code"],
    rowsOf: ofOwnOrders,
    erasure: {
      order_id: "kept",
      code: "kept",
      quantity: "kept",
      state: "kept",
      expires_at: "kept",
    },
  },
  {
    name: "projected_orders",
    key: ["order_id"],
    rowsOf: ofOwnOrders,
    erasure: { order_id: "kept", version: "kept", total_minor: "kept", returned_minor: "kept" },
  },
  {
    name: "outbox",
    key: ["id", "destination"],
    rowsOf: ofOwnOrders,
    erasure: {
      id: "kept",
      destination: "kept",
      order_id: "kept",
      order_version: "kept",
      created_at: "kept",
      published_at: "kept",
      event: { within: ["data", "customerId"] },
    },
  },
  {
    name: "idempotency_records",
    key: ["operation", "key"],
    rowsOf: ownRows,
    erasure: "removed",
  },
  {
    name: "customer_data_requests",
    key: ["id"],
    rowsOf: ownRows,
    erasure: {
      id: "kept",
      kind: "kept",
      requested_by: "kept",
      reason: "kept",
      requested_at: "kept",
      found: "kept",
      customer_id: "pseudonym",
    },
  },
  {
    name: "orders",
    key: ["id"],
    rowsOf: ownRows,
    erasure: {
      id: "kept",
      status: "kept",
      version: "kept",
      ordered_on: "kept",
      country: "kept",
      currency: "kept",
      total_minor: "kept",
      created_at: "kept",
      cancel_requested_at: "kept",
      customer_id: "pseudonym",
      reference: "emptied",
    },
  },
];

/** Tables without data about customers: products, imports, sums over all customers, and the list of migrations. */
export const tablesWithoutCustomers: readonly string[] = [
  "catalogue",
  "daily_sales",
  "import_rejects",
  "imports",
  "migrations",
  "stock",
];
