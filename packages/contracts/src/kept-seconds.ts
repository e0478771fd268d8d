import { seconds } from "./seconds.ts";

/**
 * How long idempotency records are stored that are separate from their effect: longer than any repeated delivery, which
 * `npm run gate -- contracts` computes.
 */
export const keptSeconds = {
  /** An event of the payments provider, by its id. */
  paymentEvent: 7 * seconds.day,
  /** A payment wait, with the request to cancel. */
  paymentWait: 30 * seconds.day,
  /** The name of an execution, from its end on: a figure of Step Functions. */
  executionName: 90 * seconds.day,
} as const;
