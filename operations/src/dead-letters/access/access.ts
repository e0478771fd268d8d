import type { Plan } from "@stagecraft/plan/plan";
import type { Clients } from "./clients.ts";

/** A connection to a running stage: the local one, or one on AWS. */
export type Access = Clients & {
  /** With the stage's real names and ARNs. */
  readonly plan: Plan;
  /** The caller's ARN. */
  readonly caller: string;
  /**
   * SQS's WaitTimeSeconds. Without waiting, SQS asks only some of its servers and may answer that a queue is empty when it is
   * not: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-short-and-long-polling.html
   */
  readonly emptyWaitSeconds: number;
  /** The stage's clock. */
  nowMs(): number;
  close(): void;
};
