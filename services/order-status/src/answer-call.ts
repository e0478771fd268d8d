import type { OrderStates, OrderStatusCall } from "@stagecraft/contracts/order-status";
import { stuckAfterMs } from "@stagecraft/contracts/stuck-after";
import type { Database } from "@stagecraft/database/connection";
import {
  type OrderSummary,
  orderStatusRepository,
} from "@stagecraft/database/order-status-repository";
import type { OperatorAnswer } from "@stagecraft/lambda/operator-call";

/** What the service depends on; `handler.ts` makes the real ones. */
export type Dependencies = { readonly database: Database; readonly now: () => Date };

/** Finds the orders that an operator asks for. */
export async function answerCall(
  call: OrderStatusCall,
  { database, now }: Dependencies,
): Promise<OperatorAnswer<OrderStates>> {
  const at = now();
  const limit = "find" in call ? call.limit : 1;
  // One more than the limit shows whether there are more.
  const found = await database.run((db) => read(call, orderStatusRepository(db), at, limit + 1));
  const orders = found.slice(0, limit).map(({ changedAt, placedAt, ...order }) => ({
    ...order,
    changedAt: changedAt.toISOString(),
    placedAt: placedAt.toISOString(),
  }));
  return {
    answer: { at: at.toISOString(), orders, isMore: found.length > limit },
    fields: { outcome: "found", records: orders.length },
  };
}

function read(
  call: OrderStatusCall,
  repository: ReturnType<typeof orderStatusRepository>,
  at: Date,
  limit: number,
): Promise<OrderSummary[]> {
  if ("orderId" in call) return repository.find(call.orderId);
  const before = (ms: number) => new Date(at.getTime() - ms);
  switch (call.find) {
    case "stuck": {
      const { placed, accepted } = stuckAfterMs;
      return repository.stuck({ placed: before(placed), accepted: before(accepted) }, limit);
    }
    case "failed":
      return repository.failed(limit);
    case "recent":
      return repository.recent(limit);
  }
}
