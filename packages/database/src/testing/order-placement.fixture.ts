import { randomBytes } from "node:crypto";
import { newEvent } from "@stagecraft/contracts/events/new-event";
import { type OrderPlaced, orderPlacedVersions } from "@stagecraft/contracts/events/order-placed";
import { mint } from "@stagecraft/contracts/ids";
import type { OrderPlacement } from "../orders-repository.ts";
import { orderChanged } from "../outbox/outbox-events.ts";

export const placedAt = new Date("2010-12-01T08:26:00.000Z");

/** A placed order of two lines; `event` is the event for the queue. */
export function testPlacement({
  customerId = "cus_17850",
  key = randomBytes(8).toString("hex"),
  lineCount = 2,
  now = placedAt,
} = {}): OrderPlacement & { event: OrderPlaced } {
  const id = mint("ord", now.getTime(), randomBytes);
  const lines = Array.from({ length: lineCount }, (_, index) => ({
    line: index + 1,
    code: `CODE${index}`,
    quantity: 6,
    returned: 0,
    priceMinor: 255,
  }));
  const order = {
    id,
    status: "placed",
    version: 1,
    customerId,
    reference: null,
    orderedOn: "2010-12-01",
    country: "United Kingdom",
    currency: "GBP",
    totalMinor: lineCount * 6 * 255,
    lines,
    createdAt: now,
  } as const;
  const event = newEvent(orderPlacedVersions, {
    id: mint("evt", now.getTime(), randomBytes),
    time: now,
    orderId: id,
    data: {
      orderId: id,
      version: 1,
      customerId,
      orderedOn: order.orderedOn,
      country: order.country,
      total: { amountMinor: order.totalMinor, currency: order.currency },
      lineCount,
    },
  });
  return {
    order,
    request: { customerId, operation: "placeOrder", key, requestHash: "hash" },
    response: { status: 201, body: JSON.stringify({ id }) },
    events: [{ destination: "orders-queue", event }, orderChanged(order, now)],
    event,
  };
}
