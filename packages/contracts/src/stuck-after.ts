import { orderWorkflow, paymentHeartbeatSeconds } from "./contracts/order-workflow.ts";
import { seconds } from "./seconds.ts";

/**
 * After how many milliseconds without a change an order counts as stuck, by its status; statuses that are not listed are final.
 * A stuck order may still end well: the workflow goes on with its retries, and the relay goes on with its sweeps.
 */
export const stuckAfterMs = {
  /**
   * The queue takes 5 s at the 99th percentile (placedOrders). When OrdersApi could not send, OutboxRelay sends after 30 s, in its
   * next run, which begins within a minute on most stages (infra/stages.ts) and takes up to 30 s.
   */
  placed: 2 * seconds.minute * 1_000,
  /**
   * The workflow without the provider's time at the 99th percentile, and one heartbeat: a provider that has sent no event by then is
   * called again, and something is wrong with it or with the webhook.
   */
  accepted: orderWorkflow.latency.p99Ms + paymentHeartbeatSeconds * 1_000,
} as const;
