import type { Once } from "@stagecraft/lambda/idempotency";
import type { Metrics } from "@stagecraft/observability/metrics";
import type { ReceiveDependencies } from "./receive-event.ts";

/** What the service depends on; `handler.ts` makes the real ones. */
export type Dependencies = ReceiveDependencies & {
  readonly once: Once;
  readonly metrics: Metrics;
  /** Any of which the provider may sign with. */
  readonly secrets: readonly string[];
};
