import { mint } from "@stagecraft/contracts/ids";
import type { PlaceOrder } from "@stagecraft/contracts/place-order";
import { ordersRepository } from "@stagecraft/database/orders-repository";
import { orderChanged, ordersQueueDestination } from "@stagecraft/database/outbox/outbox-events";
import { placeOrder as place } from "@stagecraft/domain/place-order";
import type { Dependencies } from "./dependencies.ts";
import { orderPlaced } from "./order-placed.ts";
import { publishOrderPlaced } from "./publish-order-placed.ts";
import { representOrder } from "./represent-order.ts";
import { requestHash } from "./request-hash.ts";
import { readStoredResponse } from "./stored-response.ts";

type PlaceOrderInput = { customerId: string; key: string; body: PlaceOrder };

/** Places the customer's order once for its key, and publishes it after it is stored. */
export async function placeOrder(
  { customerId, key, body }: PlaceOrderInput,
  dependencies: Dependencies,
) {
  const { database, now, randomBytes } = dependencies;
  const at = now();
  const id = mint("ord", at.getTime(), randomBytes);
  const placed = place(body, { id, customerId, now: at });
  if (!placed.ok) return placed;

  const { order } = placed;
  const request = { customerId, operation: "placeOrder", key, requestHash: requestHash(body) };
  const response = { status: 201, body: JSON.stringify(representOrder(order)) };
  const event = orderPlaced(order, mint("evt", at.getTime(), randomBytes));
  const events = [{ destination: ordersQueueDestination, event }, orderChanged(order, at)];
  const isFirst = await database.run((db) =>
    ordersRepository(db).place({ order, request, response, events }),
  );
  if (!isFirst) return database.run((db) => readStoredResponse(db, request));

  await publishOrderPlaced(event, dependencies);
  return { ok: true, response, isRepeated: false } as const;
}
