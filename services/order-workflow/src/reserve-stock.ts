import type { Currency } from "@stagecraft/contracts/money";
import type { OrderStatus } from "@stagecraft/contracts/order";
import type { OrderTask } from "@stagecraft/contracts/order-workflow";
import { orderProgressRepository } from "@stagecraft/database/order-progress-repository";
import { stockRepository } from "@stagecraft/database/stock-repository";
import type { Order } from "@stagecraft/domain/order";
import { reserveStock as reserve } from "@stagecraft/domain/reserve-stock";
import type { OrderDependencies } from "./dependencies.ts";

/** What to charge for an order whose stock is reserved; otherwise `outcome` is how the order ended. */
export type Reserved = {
  readonly outcome: "reserved" | Exclude<OrderStatus, "placed" | "accepted">;
  readonly amountMinor: number;
  readonly currency: Currency;
};

/**
 * When what is reserved may be given back although the workflow did not say so. No workflow runs that long: its
 * definition ends it after 4 hours (infra/order-workflow.ts).
 */
const reservedForMs = 6 * 60 * 60_000;

/**
 * Reserves the stock of a placed order and accepts it, or ends it as out of stock. An order that is past that stays
 * as it is, so the task may run twice.
 */
export async function reserveStock(
  { orderId }: OrderTask,
  { database, metrics, now }: OrderDependencies,
): Promise<Reserved> {
  const { result, changed } = await database.transaction(async (db) => {
    const progress = orderProgressRepository(db);
    const { order, cancelRequested } = await progress.lock(orderId);
    if (order.status !== "placed") return { ok: true, result: asResult(order), changed: false };
    if (cancelRequested) {
      const cancelled = await progress.advance(order, "cancelled", now());
      return { ok: true, result: asResult(cancelled), changed: true };
    }
    const stock = stockRepository(db);
    const there = await stock.lock([...new Set(order.lines.map(({ code }) => code))]);
    const reservation = reserve(order.lines, there);
    if (reservation.ok) {
      const expiresAt = new Date(now().getTime() + reservedForMs);
      await stock.reserve(orderId, reservation.pieces, expiresAt);
    }
    const status = reservation.ok ? "accepted" : "out-of-stock";
    const advanced = await progress.advance(order, status, now());
    return { ok: true, result: asResult(advanced), changed: true };
  });
  if (changed) metrics.add(result.outcome === "reserved" ? "OrderAccepted" : "OrderNotFulfilled");
  return result;
}

function asResult({ status, totalMinor, currency }: Order): Reserved {
  const isUnderWay = status === "placed" || status === "accepted";
  return { outcome: isUnderWay ? "reserved" : status, amountMinor: totalMinor, currency };
}
