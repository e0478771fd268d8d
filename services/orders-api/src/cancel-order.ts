import type { OrderId } from "@stagecraft/contracts/ids";
import { orderProgressRepository } from "@stagecraft/database/order-progress-repository";
import { ordersRepository } from "@stagecraft/database/orders-repository";
import { cancelOrder as cancel } from "@stagecraft/domain/cancel-order";
import type { Dependencies } from "./dependencies.ts";
import { representOrder } from "./represent-order.ts";
import { requestHash } from "./request-hash.ts";
import { sendCancellation } from "./send-cancellation.ts";
import { withIdempotencyKey } from "./with-idempotency-key.ts";

type CancelOrderInput = { customerId: string; key: string; id: OrderId };

/** Cancels the customer's order once for its key: at once (200) before its workflow has reserved stock, else by the workflow (202). */
export async function cancelOrder(
  { customerId, key, id }: CancelOrderInput,
  dependencies: Dependencies,
) {
  const { now } = dependencies;
  const request = { customerId, operation: "cancelOrder", key, requestHash: requestHash({ id }) };
  const done = await withIdempotencyKey(
    request,
    async (db) => {
      const order = await ordersRepository(db).lock(customerId, id);
      if (!order) return { ok: false, reason: "not-found" } as const;
      const cancellation = cancel(order);
      if (!cancellation.ok) return cancellation;
      const progress = orderProgressRepository(db);
      if (cancellation.way === "by-workflow") {
        await progress.requestCancellation(id, now());
        const body = JSON.stringify(representOrder(order));
        return { ok: true, response: { status: 202, body } } as const;
      }
      const cancelled = await progress.advance(order, "cancelled", now());
      const body = JSON.stringify(representOrder(cancelled));
      return { ok: true, response: { status: 200, body } } as const;
    },
    dependencies,
  );
  // A repeated request sends it again: the first message may be lost, and a second one has no effect.
  if (done.ok && done.response.status === 202) await sendCancellation(id, dependencies);
  return done;
}
