import type { Contract, DeadLetters, QueueVia } from "../contract.ts";
import { orderPlacedVersions } from "../events/order-placed.ts";
import { keptSeconds } from "../kept-seconds.ts";
import { eventPayload } from "../payload.ts";
import { placedLimitSeconds } from "../placed-limit.ts";
import { seconds } from "../seconds.ts";

export const placedOrders: Contract<QueueVia, DeadLetters> = {
  name: "placed-orders",
  summary: "Placed orders, each for the start of its workflow",
  owner: "orders team",
  via: {
    kind: "queue",
    queue: "Orders",
    visibilityTimeoutSeconds: 3 * seconds.minute,
    deliveries: 5,
    retentionSeconds: 4 * seconds.day,
  },
  payload: eventPayload(orderPlacedVersions),
  producers: [{ inside: "OrdersApi" }],
  carriers: ["OutboxRelay"],
  consumer: { inside: "OrderPipeline" },
  idempotency: {
    by: "record",
    key: "the order's id",
    where: "the execution's name",
    keptSeconds: keptSeconds.executionName,
  },
  ordering: "Not needed: an order is placed once.",
  usefulForSeconds: placedLimitSeconds,
  poison: "A message that is not an order.placed event of a known version",
  deadLetters: {
    source: "OrdersDeadLetters",
    retentionSeconds: 14 * seconds.day,
    owner: "orders team, on call",
    remedy:
      "Fix the consumer or the message and redrive it. The relay sends the event again after 10 minutes and fails the order after 6 hours, so that nobody is charged meanwhile.",
  },
  latency: { p95Ms: 1_000, p99Ms: 5_000, measured: "from the send to the start of the workflow" },
};
