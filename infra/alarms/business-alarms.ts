import { orderChanges } from "../../packages/contracts/src/contracts/order-changes.ts";
import { seconds } from "../../packages/contracts/src/seconds.ts";
import { stage } from "../stages.ts";
import { alarm, atTheFirst } from "./alarm.ts";
import { businessSeries as series } from "./metric-series.ts";

/** A function counts only what happens. */
const withoutData = "quiet";

alarm("OrderNeedsAttention", {
  means: "Stock or money of an order is wrong, and the system cannot correct it: a person must.",
  severity: "page",
  owner: "orders team",
  runbook: "order-needs-attention",
  watches: {
    expression: "FILL(workflow, 0) + FILL(relay, 0)",
    label: "Orders that need attention",
    metrics: {
      workflow: series("OrderNeedsAttention", "FailOrder", "Sum"),
      relay: series("OrderNeedsAttention", "OutboxRelay", "Sum"),
    },
  },
  ...atTheFirst,
  withoutData,
});

alarm("OrderFailed", {
  means: "Orders fail because of a defect or a dependency, not because of their customers.",
  severity: "page",
  owner: "orders team",
  runbook: "stuck-workflow",
  watches: series("OrderFailed", "FailOrder", "Sum"),
  ...atTheFirst,
  withoutData,
});

alarm("OrderSwept", {
  means: "Orders failed because their workflow never started.",
  severity: "page",
  owner: "orders team",
  runbook: "queue-backlog",
  watches: series("OrderSwept", "OutboxRelay", "Sum"),
  ...atTheFirst,
  withoutData,
});

alarm("OrderPaymentTimedOut", {
  means: "The payments provider does not say how payments ended: orders are given up and refunded.",
  severity: "page",
  owner: "payments team",
  runbook: "provider-down",
  watches: series("OrderPaymentTimedOut", "FailOrder", "Sum"),
  above: 0,
  periodSeconds: 5 * seconds.minute,
  periods: { above: 1, of: 1 },
  withoutData,
});

const lagMs = orderChanges.latency.p99Ms;

/** Between two runs of the relay. */
const relayMinutes = { "1 minute": 1, "15 minutes": 15, "1 hour": 60 }[stage.relayEvery];

alarm("OutboxLag", {
  means: `Events wait in the outbox for more than ${lagMs / 1_000 + (relayMinutes - 1) * seconds.minute} seconds, or the relay does not run: workflows and sales fall behind.`,
  severity: "page",
  owner: "orders team",
  runbook: "outbox-lag",
  watches: series("OutboxLagMs", "OutboxRelay", "Maximum"),
  above: lagMs + (relayMinutes - 1) * seconds.minute * 1_000,
  periodSeconds: relayMinutes * seconds.minute,
  periods: relayMinutes === 1 ? { above: 5, of: 5 } : { above: 2, of: 2 },
  // Each run of the relay writes it. Without data the relay does not run.
  withoutData: "told",
});

alarm("SalesEventRefused", {
  means: "The sales of a day miss a change of an order, because the one before it is missing.",
  severity: "page",
  owner: "sales team",
  runbook: "iterator-age",
  watches: series("SalesEventRefused", "SalesProjector", "Sum"),
  ...atTheFirst,
  withoutData,
});
