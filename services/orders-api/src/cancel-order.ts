import type { OrderId } from "@stagecraft/contracts/ids";
import { orderProgressRepository } from "@stagecraft/database/order-progress-repository";
import { ordersRepository } from "@stagecraft/database/orders-repository";
import { cancelOrder as cancel } from "@stagecraft/domain/cancel-order";
import type { Dependencies } from "./dependencies.ts";
import { once } from "./once.ts";
import { representOrder } from "./represent-order.ts";
import { requestHash } from "./request-hash.ts";
import { tellWorkflow } from "./tell-workflow.ts";

/**
 * Cancels the customer's order once for its key: at once (200) while nothing was done for it, otherwise by asking its
 * workflow to (202).
 */
export async function cancelOrder(
  { customerId, key, id }: { customerId: string; key: string; id: OrderId },
  dependencies: Dependencies,
) {
  const { now } = dependencies;
  const claim = { customerId, operation: "cancelOrder", key, requestHash: requestHash({ id }) };
  const done = await once(
    claim,
    async (db) => {
      const order = await ordersRepository(db).lock(customerId, id);
      if (!order) return { ok: false, reason: "not-found" } as const;
      const cancellation = cancel(order);
      if (!cancellation.ok) return cancellation;
      const progress = orderProgressRepository(db);
      if (cancellation.way === "by-workflow") {
        await progress.requestCancellation(id, now());
        const body = JSON.stringify(representOrder(order));
        return { ok: true, answer: { status: 202, body } } as const;
      }
      const cancelled = await progress.advance(order, "cancelled", now());
      const body = JSON.stringify(representOrder(cancelled));
      return { ok: true, answer: { status: 200, body } } as const;
    },
    dependencies,
  );
  // A repeated key tells the workflow again: the first time may have been lost, and twice does no harm.
  if (done.ok && done.answer.status === 202) await tellWorkflow(id, dependencies);
  return done;
}
