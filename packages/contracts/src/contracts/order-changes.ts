import type { Contract, DeadLetters, StreamVia } from "../contract.ts";
import { orderChangedVersions } from "../events/order-changed.ts";
import { eventPayload } from "../payload.ts";
import { seconds } from "../seconds.ts";

export const orderChanges: Contract<StreamVia, DeadLetters> = {
  name: "order-changes",
  summary: "Every change of an order, for the sales of each day and country",
  owner: "orders team",
  via: {
    kind: "stream",
    stream: "OrderChanges",
    retries: 5,
    bisect: true,
    maximumAgeSeconds: seconds.day,
    retentionSeconds: seconds.day,
  },
  payload: eventPayload(orderChangedVersions),
  producers: [
    { inside: "OrdersApi" },
    { inside: "ReserveStock" },
    { inside: "CompleteOrder" },
    { inside: "FailOrder" },
    { inside: "OutboxRelay" },
  ],
  carriers: ["OutboxRelay"],
  consumer: { inside: "SalesProjector" },
  idempotency: {
    by: "transaction",
    key: "the order and its version",
    where: "the projected orders in Postgres, with the sums",
  },
  ordering:
    "By order: the outbox holds a change back until the one before it is sent, and the consumer refuses a gap.",
  poison:
    "A record that is not an order.changed event of a known version, or a change whose previous change is missing",
  deadLetters: {
    source: "SalesProjectorFailures",
    retentionSeconds: 14 * seconds.day,
    owner: "sales team, on call",
    remedy:
      "Redrive the records while the stream retains them. After that, call SalesRebuild, which computes the sums again from the orders.",
  },
  latency: {
    p95Ms: 70_000,
    p99Ms: 130_000,
    measured: "from the change to the sums: the relay runs every minute",
  },
};
