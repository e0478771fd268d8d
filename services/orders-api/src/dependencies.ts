import type { OrderCancelRequested } from "@stagecraft/contracts/events/order-cancel-requested";
import type { OrderPlaced } from "@stagecraft/contracts/events/order-placed";
import type { mint } from "@stagecraft/contracts/ids";
import type { Database } from "@stagecraft/database/connection";
import type { SendMessage } from "@stagecraft/lambda/queue-sender";
import type { Log, Metrics } from "@stagecraft/lambda/telemetry";

/** What the service depends on; `handler.ts` makes the real ones. */
export type Dependencies = {
  readonly database: Database;
  readonly sendOrder: SendMessage<OrderPlaced>;
  readonly sendCancellation: SendMessage<OrderCancelRequested>;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly now: () => Date;
  /** For new ids. */
  readonly randomBytes: Parameters<typeof mint>[2];
};
