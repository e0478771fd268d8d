import { Fault } from "@stagecraft/contracts/fault";
import type { OrderId } from "@stagecraft/contracts/ids";
import type { OrderStatus } from "@stagecraft/contracts/order";
import type { Order } from "@stagecraft/domain/order";
import { mayBecome } from "@stagecraft/domain/order-status";
import { asc, eq } from "drizzle-orm";
import type { Db } from "./connection.ts";
import { recordOrderChange } from "./outbox/outbox-events.ts";
import { orderLines, orders } from "./schema.ts";

/** An order that this transaction has locked, and whether its customer has requested its cancellation. */
export type LockedOrder = { readonly order: Order; readonly cancelRequested: boolean };

/** Orders of all customers, for the order workflow. Runs in a transaction. */
export function orderProgressRepository(db: Db) {
  return {
    /**
     * Locks the order until the transaction ends.
     * @throws Fault `order.unknown` when it does not exist
     */
    async lock(id: OrderId): Promise<LockedOrder> {
      const [row] = await db.select().from(orders).where(eq(orders.id, id)).for("update");
      if (!row) throw new Fault("order.unknown", { retry: false });
      const lines = await db
        .select()
        .from(orderLines)
        .where(eq(orderLines.orderId, id))
        .orderBy(asc(orderLines.line));
      const { cancelRequestedAt, ...head } = row;
      return { order: { ...head, lines }, cancelRequested: cancelRequestedAt !== null };
    },

    /**
     * Sets the status of a locked order, increments its version, and records the event.
     * @throws Fault `order.impossible-status` when the status may not follow
     */
    async advance(order: Order, status: OrderStatus, now: Date): Promise<Order> {
      if (!mayBecome(order.status, status)) {
        const detail = `from ${order.status} to ${status}`;
        throw new Fault("order.impossible-status", { retry: false, detail });
      }
      const advanced = { ...order, status, version: order.version + 1 };
      const { version } = advanced;
      await db.update(orders).set({ status, version }).where(eq(orders.id, order.id));
      await recordOrderChange(db, advanced, now);
      return advanced;
    },

    /** Records the request to cancel a locked order. */
    async requestCancellation(id: OrderId, now: Date): Promise<void> {
      await db.update(orders).set({ cancelRequestedAt: now }).where(eq(orders.id, id));
    },
  };
}
