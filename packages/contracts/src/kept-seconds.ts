import { seconds } from "./seconds.ts";

/**
 * For how long records live that stand apart from what they guard. Longer than anything may come again, which
 * `npm run gate -- contracts` computes.
 */
export const keptSeconds = {
  /** An event of the payments provider, by its id. */
  paymentEvent: 7 * seconds.day,
  /** A workflow's wait for a charge, with the wish to cancel. */
  paymentWait: 30 * seconds.day,
  /** A name of an execution, which Step Functions sets: from its end on. */
  executionName: 90 * seconds.day,
} as const;
