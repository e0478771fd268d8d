import type { RunOnce } from "@stagecraft/lambda/idempotency";
import type { Metrics } from "@stagecraft/lambda/telemetry";
import type { ReceiveDependencies } from "./receive-event.ts";

/** What the service depends on; `handler.ts` makes the real ones. */
export type Dependencies = ReceiveDependencies & {
  readonly runOnce: RunOnce;
  readonly metrics: Metrics;
  /** The secrets of which the provider uses any. */
  readonly secrets: readonly string[];
};
