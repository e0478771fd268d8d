import type { Plan } from "@stagecraft/plan/plan";
import type { Clients } from "./clients.ts";

/** A running stage, here or on AWS, as this program reaches it. */
export type Access = Clients & {
  /** With the names and ARNs that the stage's services know. */
  readonly plan: Plan;
  /** The ARN of who calls. */
  readonly caller: string;
  /**
   * How long a queue is waited on until it counts as empty. At SQS an empty answer may come from servers that have no message,
   * and one that waits asks all: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-short-and-long-polling.html
   */
  readonly emptyWaitSeconds: number;
  /** The stage's time. */
  nowMs(): number;
  close(): void;
};
