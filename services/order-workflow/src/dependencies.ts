import type { Database } from "@stagecraft/database/connection";
import type { Metrics } from "@stagecraft/observability/metrics";

/** What the tasks that change orders need from the world. */
export type OrderDependencies = {
  readonly database: Database;
  readonly metrics: Metrics;
  readonly now: () => Date;
};
