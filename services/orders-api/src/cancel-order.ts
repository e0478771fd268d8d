import type { OrderId } from "@stagecraft/contracts/ids";
import { ordersRepository } from "@stagecraft/database/orders-repository";
import { cancelOrder as cancel } from "@stagecraft/domain/cancel-order";
import type { Dependencies } from "./dependencies.ts";
import { once } from "./once.ts";
import { representOrder } from "./represent-order.ts";
import { requestHash } from "./request-hash.ts";

/** Cancels the customer's order once for its key. */
export function cancelOrder(
  { customerId, key, id }: { customerId: string; key: string; id: OrderId },
  dependencies: Pick<Dependencies, "database" | "now">,
) {
  const claim = { customerId, operation: "cancelOrder", key, requestHash: requestHash({ id }) };
  return once(
    claim,
    async (db) => {
      const orders = ordersRepository(db);
      const order = await orders.lock(customerId, id);
      if (!order) return { ok: false, reason: "not-found" } as const;
      const cancelled = cancel(order);
      if (!cancelled.ok) return cancelled;
      await orders.setStatus(cancelled.order);
      const body = JSON.stringify(representOrder(cancelled.order));
      return { ok: true, answer: { status: 200, body } } as const;
    },
    dependencies,
  );
}
