import type { Plan } from "@stagecraft/plan/plan";
import type { Connection } from "../../access/connection.ts";

/** A connection to a running stage: the local one, or one on AWS. */
export type Access = Connection & {
  /** With the stage's real names and ARNs. */
  readonly plan: Plan;
  /**
   * SQS's WaitTimeSeconds. Without waiting, SQS asks only some of its servers and may answer that a queue is empty when it is
   * not: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-short-and-long-polling.html
   */
  readonly emptyWaitSeconds: number;
};
