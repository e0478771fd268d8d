import { randomBytes } from "node:crypto";
import type { OrderPlaced } from "@stagecraft/contracts/events/order-placed";
import { mint } from "@stagecraft/contracts/ids";
import type { Placing } from "../orders-repository.ts";
import { orderChanged } from "../outbox-events.ts";

export const placedAt = new Date("2010-12-01T08:26:00.000Z");

/** An order as it is stored by placing it, for the tests; `event` is the one for the queue. */
export function somePlacing({
  customerId = "cus_17850",
  key = randomBytes(8).toString("hex"),
  lineCount = 2,
  now = placedAt,
} = {}): Placing & { event: OrderPlaced } {
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
  const event = {
    specversion: "1.0",
    id: mint("evt", now.getTime(), randomBytes),
    source: "/stagecraft/orders-api",
    type: "order.placed",
    dataschema: "https://stagecraft.dev/schemas/order.placed/2",
    time: now.toISOString(),
    subject: id,
    data: {
      orderId: id,
      version: 1,
      customerId,
      orderedOn: order.orderedOn,
      country: order.country,
      total: { amountMinor: order.totalMinor, currency: order.currency },
      lineCount,
    },
  } as const;
  return {
    order,
    claim: { customerId, operation: "placeOrder", key, requestHash: "hash" },
    answer: { status: 201, body: JSON.stringify({ id }) },
    events: [{ destination: "orders-queue", event }, orderChanged(order, now)],
    event,
  };
}
