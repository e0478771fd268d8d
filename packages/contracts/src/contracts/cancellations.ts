import type { Contract, DeadLetters, QueueVia } from "../contract.ts";
import { orderCancelRequestedVersions } from "../events/order-cancel-requested.ts";
import { keptSeconds } from "../kept-seconds.ts";
import { eventPayload } from "../payload.ts";
import { seconds } from "../seconds.ts";

export const cancellations: Contract<QueueVia, DeadLetters> = {
  name: "cancellations",
  summary: "Word for workflows whose orders are wanted no more",
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
    where: "the wait in PaymentWaits, which knows that it ended",
    keptSeconds: keptSeconds.paymentWait,
  },
  ordering: "None is needed: the wish is never taken back.",
  poison: "What is no order.cancel-requested of a known version",
  deadLetters: {
    source: "CancellationsDeadLetters",
    retentionSeconds: 14 * seconds.day,
    owner: "orders team, on call",
    remedy:
      "Check whether the order is cancelled: its row holds the request, and the workflow reads it before it fulfils the order. If it is, discard the message; if not, redrive it.",
  },
  latency: { p95Ms: 1_000, p99Ms: 5_000, measured: "from the send to the workflow's being told" },
};
