import * as z from "zod";
import { OrderId } from "./ids.ts";
import { Currency } from "./money.ts";

/** What the order workflow is started with, under the order's id as its name. */
export const WorkflowInput = z.object({ orderId: OrderId, version: z.int().positive() });
export type WorkflowInput = z.infer<typeof WorkflowInput>;

/** What most tasks of the workflow are given. */
export const OrderTask = z.object({ orderId: OrderId });
export type OrderTask = z.infer<typeof OrderTask>;

/** What the task is given that charges the order; the token ends its wait. */
export const ChargeTask = z.object({
  orderId: OrderId,
  amountMinor: z.int().positive(),
  currency: Currency,
  taskToken: z.string().min(1),
});
export type ChargeTask = z.infer<typeof ChargeTask>;

/** The named states in which an order ends that is not fulfilled. */
export const FailedStatus = z.enum([
  "payment-declined",
  "payment-timed-out",
  "cancelled",
  "failed",
  "needs-attention",
]);
export type FailedStatus = z.infer<typeof FailedStatus>;

/** What the task is given that ends the order so. */
export const FailTask = z.object({ orderId: OrderId, status: FailedStatus });
export type FailTask = z.infer<typeof FailTask>;

/** Errors of tasks that the workflow's definition matches by name. */
export const workflowErrors = {
  /** The provider declined the charge. */
  declined: "payment.declined",
  /** The customer cancelled while the charge was under way. */
  cancelled: "order.cancelled",
  /** The provider does not answer, or says that it cannot now. */
  unreachable: "payment.unreachable",
  /** Any other fault after which the same task may succeed. */
  passing: "task.passing",
  /** Any fault after which it will not. */
  lasting: "task.lasting",
} as const;
