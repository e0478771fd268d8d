import type { Currency } from "@stagecraft/contracts/money";
import type { OrderStatus } from "@stagecraft/contracts/order";
import type { OrderTask } from "@stagecraft/contracts/order-workflow";
import { orderProgressRepository } from "@stagecraft/database/order-progress-repository";
import { stockRepository } from "@stagecraft/database/stock-repository";
import type { Order } from "@stagecraft/domain/order";
import { reserveStock as reserve } from "@stagecraft/domain/reserve-stock";
import type { MetricName } from "@stagecraft/lambda/telemetry";
import type { OrderDependencies } from "./dependencies.ts";

/** The amount to charge for an order with reserved stock; otherwise `outcome` is the order's final status. */
export type Reserved = {
  readonly outcome: "reserved" | Exclude<OrderStatus, "placed" | "accepted">;
  readonly amountMinor: number;
  readonly currency: Currency;
};

/**
 * How long a reservation lasts without the workflow. It is longer than any execution: executions time out after 4 hours
 * (packages/contracts/src/contracts/order-workflow.ts).
 */
const reservedForMs = 6 * 60 * 60_000;

/**
 * Reserves the stock of a placed order and accepts it, or ends it as out of stock. An order in a later status does not change, so
 * the task may run twice.
 */
export async function reserveStock(
  { orderId }: OrderTask,
  { database, metrics, now }: OrderDependencies,
): Promise<Reserved> {
  const { result, changed } = await database.transaction(async (db) => {
    const progress = orderProgressRepository(db);
    const { order, cancelRequested } = await progress.lock(orderId);
    if (order.status !== "placed") return { result: asResult(order), changed: false };
    if (cancelRequested) {
      const cancelled = await progress.advance(order, "cancelled", now());
      return { result: asResult(cancelled), changed: true };
    }
    const stock = stockRepository(db);
    const available = await stock.lock([...new Set(order.lines.map(({ code }) => code))]);
    const reservation = reserve(order.lines, available);
    if (reservation.ok) {
      const expiresAt = new Date(now().getTime() + reservedForMs);
      await stock.reserve(orderId, reservation.pieces, expiresAt);
    }
    const status = reservation.ok ? "accepted" : "out-of-stock";
    const advanced = await progress.advance(order, status, now());
    return { result: asResult(advanced), changed: true };
  });
  if (changed) metrics.add(metricOf(result.outcome));
  return result;
}

function metricOf(outcome: Reserved["outcome"]): MetricName {
  if (outcome === "reserved") return "OrderAccepted";
  return outcome === "cancelled" ? "OrderCancelled" : "OrderOutOfStock";
}

function asResult({ status, totalMinor, currency }: Order): Reserved {
  const isUnderWay = status === "placed" || status === "accepted";
  return { outcome: isUnderWay ? "reserved" : status, amountMinor: totalMinor, currency };
}
