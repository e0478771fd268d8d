import * as z from "zod";
import { OrderId } from "./ids.ts";
import { Currency } from "./money.ts";

/** The input of an execution of the order workflow. The execution's name is the order's id. */
export const WorkflowInput = z.object({
  orderId: OrderId,
  version: z.int().positive(),
  /** The span that starts the execution: every task names it as its cause. */
  traceparent: z.string().optional(),
});
export type WorkflowInput = z.infer<typeof WorkflowInput>;

/** The input of most tasks of the workflow. */
export const OrderTask = z.object({ orderId: OrderId });
export type OrderTask = z.infer<typeof OrderTask>;

/** The input of the task that charges the order. The token ends its wait. */
export const ChargeTask = z.object({
  orderId: OrderId,
  amountMinor: z.int().positive(),
  currency: Currency,
  taskToken: z.string().min(1),
});
export type ChargeTask = z.infer<typeof ChargeTask>;

/** The statuses in which the workflow ends an order that is not fulfilled. */
export const FailedStatus = z.enum([
  "payment-declined",
  "payment-timed-out",
  "cancelled",
  "failed",
  "needs-attention",
]);
export type FailedStatus = z.infer<typeof FailedStatus>;

/** The input of the task that ends the order with such a status. */
export const FailTask = z.object({ orderId: OrderId, status: FailedStatus });
export type FailTask = z.infer<typeof FailTask>;

/**
 * Errors of tasks that the workflow's definition matches by name. A running execution keeps the definition that it started with,
 * and calls the newest functions: the values change only by expand and contract.
 */
export const workflowErrors = {
  /** The provider declined the charge. */
  declined: "payment.declined",
  /** The customer cancelled while the charge was under way. */
  cancelled: "order.cancelled",
  /** The provider does not answer, or answers that it is unavailable. */
  unreachable: "payment.unreachable",
  /** Any other error after which the same task may succeed. */
  transient: "task.passing",
  /** Any error after which it will not. */
  permanent: "task.lasting",
} as const;

/**
 * The names of a transient error that the definition retries: the one that functions throw now, and the one that they may throw
 * from the next release on, when no execution of an older definition is running.
 */
export const transientTaskErrors = [workflowErrors.transient, "task.transient"] as const;
