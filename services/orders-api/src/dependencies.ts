import type { mint } from "@stagecraft/contracts/ids";
import type { Database } from "@stagecraft/database/connection";
import type { Log } from "@stagecraft/observability/logger";
import type { Metrics } from "@stagecraft/observability/metrics";
import type { CancellationsQueue } from "./cancellations-queue.ts";
import type { OrdersQueue } from "./orders-queue.ts";

/** What the service depends on; `handler.ts` makes the real ones. */
export type Dependencies = {
  readonly database: Database;
  readonly queue: OrdersQueue;
  readonly cancellations: CancellationsQueue;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly now: () => Date;
  /** For new ids. */
  readonly randomBytes: Parameters<typeof mint>[2];
};
