import type { QueueSourceDefinition } from "@stagecraft/plan/resources/lambda/queue-source-definition";
import type { QueueDefinition } from "@stagecraft/plan/resources/sqs/queue-definition";
import type { Caller } from "../../common/caller.ts";
import type { Clock } from "../../common/clock.ts";
import type { Invoke } from "../../common/invocation.ts";
import type { Permission } from "../../common/operation.ts";
import type { Sqs } from "../../sqs/sqs.ts";
import type { PermissionAnswer } from "../permission-check.ts";
import type { QueuePollerEvent } from "./queue-poller-event.ts";

/** What an event source mapping of a queue needs of the stage. */
export type QueuePollerOptions = {
  readonly sqs: Sqs;
  readonly source: QueueSourceDefinition;
  readonly queue: QueueDefinition;
  readonly invoke: Invoke;
  readonly clock: Clock;
  /** The poller acts as the function's role. */
  readonly caller: Caller;
  /** Asks IAM whether the function's role has a permission. */
  readonly allow: (permission: Permission) => PermissionAnswer;
  readonly report: (event: QueuePollerEvent) => void;
  /** The function handled its batch or a part of it (undefined), or failed with this reason. Not called when it did not get the batch. */
  readonly recordOutcome: (failure: string | undefined) => void;
};
