import { matchReturns } from "./online-retail/match-returns.ts";
import type { RetailData } from "./online-retail/read-data.ts";
import type { Reject, RejectReason } from "./online-retail/reject.ts";
import { takeFirstOrders } from "./online-retail/take-first-orders.ts";
import type { RowsRead } from "./reconcile.ts";
import {
  type OrderRequest,
  orderRequest,
  type ReturnRequest,
  repeatOrders,
  returnRequest,
} from "./replay-request.ts";

/** The requests of a replay, and the number of rows by result. */
export type ReplayPlan = {
  readonly orders: readonly OrderRequest[];
  readonly returns: readonly ReturnRequest[];
  readonly rejects: readonly Reject[];
  readonly read: RowsRead;
};

/**
 * Turns the data into requests. With a smaller `orderCount` it uses only the first orders. With a larger one it repeats orders
 * under new numbers; repeated orders have no returns.
 */
export function planReplay(data: RetailData, orderCount = data.numbers.orders): ReplayPlan {
  const { invoices, leftOutRows } = takeFirstOrders(data.invoices, orderCount);
  const matched = matchReturns(invoices);
  const orders = invoices.filter(({ kind }) => kind === "order");
  const rejects = [...data.rejects, ...matched.rejects];
  return {
    orders: [...repeatOrders(orders.map(orderRequest), orderCount)],
    returns: matched.returns.map(returnRequest),
    rejects,
    read: {
      rows: data.rows,
      orderRows: orders.reduce((rows, invoice) => rows + invoice.rows.length, 0),
      returnRows: matched.rows,
      leftOutRows,
      rejects: countByReason(rejects),
    },
  };
}

function countByReason(rejects: readonly Reject[]): { readonly [reason in RejectReason]?: number } {
  const counts: { [reason in RejectReason]?: number } = {};
  for (const { reason } of rejects) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}
