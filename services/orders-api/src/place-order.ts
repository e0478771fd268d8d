import { mint } from "@stagecraft/contracts/ids";
import type { PlaceOrder } from "@stagecraft/contracts/place-order";
import { ordersRepository } from "@stagecraft/database/orders-repository";
import { orderChanged, ordersQueueDestination } from "@stagecraft/database/outbox-events";
import { placeOrder as place } from "@stagecraft/domain/place-order";
import type { Dependencies } from "./dependencies.ts";
import { orderPlaced } from "./order-placed.ts";
import { publishOrderPlaced } from "./publish-order-placed.ts";
import { replay } from "./replay.ts";
import { representOrder } from "./represent-order.ts";
import { requestHash } from "./request-hash.ts";

/** Places the customer's order once for its key, and tells the queue when it is stored. */
export async function placeOrder(
  { customerId, key, request }: { customerId: string; key: string; request: PlaceOrder },
  dependencies: Dependencies,
) {
  const { database, now, randomBytes } = dependencies;
  const at = now();
  const id = mint("ord", at.getTime(), randomBytes);
  const placed = place(request, { id, customerId, now: at });
  if (!placed.ok) return placed;

  const { order } = placed;
  const claim = { customerId, operation: "placeOrder", key, requestHash: requestHash(request) };
  const answer = { status: 201, body: JSON.stringify(representOrder(order)) };
  const event = orderPlaced(order, mint("evt", at.getTime(), randomBytes));
  const events = [{ destination: ordersQueueDestination, event }, orderChanged(order, at)];
  const placing = { order, claim, answer, events };
  const isFirst = await database.run((db) => ordersRepository(db).place(placing));
  if (!isFirst) return database.run((db) => replay(db, claim));

  await publishOrderPlaced(event, dependencies);
  return { ok: true, answer, replayed: false } as const;
}
