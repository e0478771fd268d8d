import { mint, type OrderId } from "@stagecraft/contracts/ids";
import type { ReturnOrder } from "@stagecraft/contracts/return-order";
import { ordersRepository } from "@stagecraft/database/orders-repository";
import { recordOrderChange } from "@stagecraft/database/outbox/outbox-events";
import { returnsRepository } from "@stagecraft/database/returns-repository";
import { orderAfterReturn } from "@stagecraft/domain/order-after-return";
import { returnOrder as returnGoods } from "@stagecraft/domain/return-order";
import type { Dependencies } from "./dependencies.ts";
import { representReturn } from "./represent-return.ts";
import { requestHash } from "./request-hash.ts";
import { withIdempotencyKey } from "./with-idempotency-key.ts";

type ReturnOrderInput = { customerId: string; key: string; id: OrderId; body: ReturnOrder };

/** Returns goods of the customer's order, once for its key. */
export function returnOrder(
  { customerId, key, id, body }: ReturnOrderInput,
  dependencies: Pick<Dependencies, "database" | "now" | "randomBytes">,
) {
  const { now, randomBytes } = dependencies;
  // Stored hashes were made of an object with these names.
  const hash = requestHash({ id, request: body });
  const request = { customerId, operation: "returnOrder", key, requestHash: hash };
  return withIdempotencyKey(
    request,
    async (db) => {
      const order = await ordersRepository(db).lock(customerId, id);
      if (!order) return { ok: false, reason: "not-found" } as const;
      const at = now();
      const returnId = mint("ret", at.getTime(), randomBytes);
      const returned = returnGoods(order, body, { id: returnId, now: at });
      if (!returned.ok) return returned;
      await returnsRepository(db).add(returned.return);
      await recordOrderChange(db, orderAfterReturn(order, returned.return), at);
      const text = JSON.stringify(representReturn(returned.return));
      return { ok: true, response: { status: 201, body: text } } as const;
    },
    dependencies,
  );
}
