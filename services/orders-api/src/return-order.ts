import { mint, type OrderId } from "@stagecraft/contracts/ids";
import type { ReturnOrder } from "@stagecraft/contracts/return-order";
import { ordersRepository } from "@stagecraft/database/orders-repository";
import { recordOrderChange } from "@stagecraft/database/outbox-events";
import { returnsRepository } from "@stagecraft/database/returns-repository";
import { orderAfterReturn } from "@stagecraft/domain/order-after-return";
import { returnOrder as takeBack } from "@stagecraft/domain/return-order";
import type { Dependencies } from "./dependencies.ts";
import { once } from "./once.ts";
import { representReturn } from "./represent-return.ts";
import { requestHash } from "./request-hash.ts";

type ReturnInput = { customerId: string; key: string; id: OrderId; request: ReturnOrder };

/** Takes goods of the customer's order back, once for its key. */
export function returnOrder(
  { customerId, key, id, request }: ReturnInput,
  dependencies: Pick<Dependencies, "database" | "now" | "randomBytes">,
) {
  const { now, randomBytes } = dependencies;
  const hash = requestHash({ id, request });
  const claim = { customerId, operation: "returnOrder", key, requestHash: hash };
  return once(
    claim,
    async (db) => {
      const order = await ordersRepository(db).lock(customerId, id);
      if (!order) return { ok: false, reason: "not-found" } as const;
      const at = now();
      const returnId = mint("ret", at.getTime(), randomBytes);
      const returned = takeBack(order, request, { id: returnId, now: at });
      if (!returned.ok) return returned;
      await returnsRepository(db).add(returned.return);
      await recordOrderChange(db, orderAfterReturn(order, returned.return), at);
      const body = JSON.stringify(representReturn(returned.return));
      return { ok: true, answer: { status: 201, body } } as const;
    },
    dependencies,
  );
}
