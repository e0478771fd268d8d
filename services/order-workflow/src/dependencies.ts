import type { Database } from "@stagecraft/database/connection";
import type { Metrics } from "@stagecraft/lambda/telemetry";

/** What the tasks that change orders depend on. */
export type OrderDependencies = {
  readonly database: Database;
  readonly metrics: Metrics;
  readonly now: () => Date;
};
