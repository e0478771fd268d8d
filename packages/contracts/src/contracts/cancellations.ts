import type { Contract, DeadLetters, QueueVia } from "../contract.ts";
import { orderCancelRequestedVersions } from "../events/order-cancel-requested.ts";
import { keptSeconds } from "../kept-seconds.ts";
import { eventPayload } from "../payload.ts";
import { seconds } from "../seconds.ts";

export const cancellations: Contract<QueueVia, DeadLetters> = {
  name: "cancellations",
  summary: "Requests to cancel orders whose workflow is running",
  owner: "orders team",
  via: {
    kind: "queue",
    queue: "Cancellations",
    visibilityTimeoutSeconds: 2 * seconds.minute,
    deliveries: 5,
    retentionSeconds: seconds.day,
  },
  payload: eventPayload(orderCancelRequestedVersions),
  producers: [{ inside: "OrdersApi" }],
  consumer: { inside: "DeliverCancellations" },
  idempotency: {
    by: "record",
    key: "the order's charge",
    where: "the wait in PaymentWaits, with the event that ended it",
    keptSeconds: keptSeconds.paymentWait,
  },
  ordering: "Not needed: a request is never withdrawn.",
  poison: "A message that is not an order.cancel-requested event of a known version",
  deadLetters: {
    source: "CancellationsDeadLetters",
    retentionSeconds: 14 * seconds.day,
    owner: "orders team, on call",
    remedy:
      "Check whether the order is cancelled: the request is stored with the order, and the workflow reads it before it fulfils the order. If it is cancelled, discard the message; if not, redrive it.",
  },
  latency: {
    p95Ms: 1_000,
    p99Ms: 5_000,
    measured: "from the send to the callback to the workflow",
  },
};
