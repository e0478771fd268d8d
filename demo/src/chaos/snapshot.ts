import type { OrderId } from "@stagecraft/contracts/ids";
import { chargeIdOf } from "@stagecraft/contracts/payments/charge-id";
import type { LedgerEntry } from "@stagecraft/operations/local-system/fake-provider/ledger";
import type { System } from "@stagecraft/operations/local-system/start-system";
import type { Plan } from "@stagecraft/plan/plan";
import type { Pool } from "pg";
import { readExecutionNames } from "./read-execution-names.ts";

/** An order in the database, with its projection, stock and charge. Money in minor units. */
export type OrderSnapshot = {
  readonly id: OrderId;
  readonly customerId: string;
  readonly reference: string | null;
  readonly status: string;
  readonly version: number;
  readonly orderedOn: string;
  readonly country: string;
  readonly lineCount: number;
  readonly totalMinor: number;
  readonly returnedMinor: number;
  /** How many of its events are not published. */
  readonly unpublished: number;
  /** From the projection; null when the order is not in it. */
  readonly projectedVersion: number | null;
  readonly projectedMinor: number | null;
  readonly projectedReturnedMinor: number | null;
  /** Pieces reserved for it, and pieces taken from the stock. */
  readonly reservedPieces: number;
  readonly takenPieces: number;
  readonly charge: LedgerEntry | undefined;
};

/** The stock of a product, with the sums of the orders. */
type StockSnapshot = {
  readonly code: string;
  readonly statedPieces: number;
  readonly onHand: number;
  readonly reserved: number;
  readonly reservedByOrders: number;
  readonly takenByOrders: number;
};

/** The state of the system at one moment. */
export type Snapshot = {
  readonly orders: readonly OrderSnapshot[];
  readonly stock: readonly StockSnapshot[];
  /** Charges that belong to no order. */
  readonly unknownCharges: readonly LedgerEntry[];
  /** What the provider charged and did not refund. */
  readonly chargedMinor: number;
  /** Names of the executions that were started. */
  readonly executions: readonly string[];
  /** Sums over all days in the projection. */
  readonly projectedOrders: number;
  readonly projectedMinor: number;
  readonly projectedReturnedMinor: number;
};

/** Reads the snapshot. `stated` holds how many pieces of each product the catalogue states. */
export async function readSnapshot(
  sql: Pick<Pool, "query">,
  system: System,
  plan: Plan,
  stated: ReadonlyMap<string, number>,
): Promise<Snapshot> {
  const { payments } = system;
  const charges = new Map(payments.charges().map((charge) => [charge.reference as string, charge]));
  const { rows: orders } = await sql.query<Omit<OrderSnapshot, "charge">>(ordersStatement);
  const { rows: stock } = await sql.query<Omit<StockSnapshot, "statedPieces">>(stockStatement);
  const { rows: sums } = await sql.query<{ orders: number; minor: number; returned: number }>(
    sumsStatement,
  );
  const references = new Set<string>(orders.map(({ id }) => chargeIdOf(id)));
  return {
    orders: orders.map((order) => ({ ...order, charge: charges.get(chargeIdOf(order.id)) })),
    stock: stock.map((row) => ({ ...row, statedPieces: stated.get(row.code) ?? 0 })),
    unknownCharges: [...charges.values()].filter(({ reference }) => !references.has(reference)),
    chargedMinor: payments.chargedMinor(),
    executions: await readExecutionNames(system, plan),
    projectedOrders: sums[0]?.orders ?? 0,
    projectedMinor: sums[0]?.minor ?? 0,
    projectedReturnedMinor: sums[0]?.returned ?? 0,
  };
}

// A sum of bigint is returned as text. A double is exact up to 2^53.
const ordersStatement = `
  select o.id, o.customer_id as "customerId", o.reference, o.status, o.version,
    o.ordered_on::text as "orderedOn", o.country, o.total_minor::float8 as "totalMinor",
    (select count(*)::int from order_lines l where l.order_id = o.id) as "lineCount",
    (select coalesce(sum(r.refund_minor), 0)::float8 from returns r where r.order_id = o.id) as "returnedMinor",
    (select count(*)::int from outbox x where x.order_id = o.id and x.published_at is null) as "unpublished",
    p.version as "projectedVersion", p.total_minor::float8 as "projectedMinor",
    p.returned_minor::float8 as "projectedReturnedMinor",
    (select coalesce(sum(v.quantity), 0)::int from reservations v where v.order_id = o.id and v.state = 'reserved')
      as "reservedPieces",
    (select coalesce(sum(v.quantity), 0)::int from reservations v where v.order_id = o.id and v.state = 'taken')
      as "takenPieces"
  from orders o left join projected_orders p on p.order_id = o.id`;

const stockStatement = `
  select s.code, s.on_hand as "onHand", s.reserved,
    coalesce(sum(v.quantity) filter (where v.state = 'reserved'), 0)::int as "reservedByOrders",
    coalesce(sum(v.quantity) filter (where v.state = 'taken'), 0)::int as "takenByOrders"
  from stock s left join reservations v on v.code = s.code group by s.code`;

const sumsStatement = `
  select coalesce(sum(orders), 0)::int as orders, coalesce(sum(total_minor), 0)::float8 as minor,
    coalesce(sum(returned_minor), 0)::float8 as returned from daily_sales`;
