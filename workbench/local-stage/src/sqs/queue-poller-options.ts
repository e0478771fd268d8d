import type { QueueSourceDefinition } from "@stagecraft/plan/resources/lambda/queue-source-definition";
import type { QueueDefinition } from "@stagecraft/plan/resources/sqs/queue-definition";
import type { Caller } from "../caller.ts";
import type { Clock } from "../clock.ts";
import type { Invoke } from "../invocation.ts";
import type { Permission } from "../operation.ts";
import type { PollerEvent } from "./poller-event.ts";
import type { Sqs } from "./sqs.ts";
import type { Permitted } from "./step-permissions.ts";

/** What an event source mapping from a queue needs of the stage. */
export type QueuePollerOptions = {
  readonly sqs: Sqs;
  readonly source: QueueSourceDefinition;
  readonly queue: QueueDefinition;
  readonly invoke: Invoke;
  readonly clock: Clock;
  /** The function's role, as which the poller acts. */
  readonly caller: Caller;
  /** Asks IAM whether the function's role may do a step. */
  readonly allow: (permission: Permission) => Permitted;
  readonly report: (event: PollerEvent) => void;
};
