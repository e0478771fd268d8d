import * as z from "zod";
import { ChargeId } from "./charge-id.ts";

/**
 * The body of the provider's `POST /refunds`. It closes the reference: its charge is refunded, a pending charge is cancelled, and
 * the reference is never charged again.
 */
export const RefundRequest = z.strictObject({ reference: ChargeId });
export type RefundRequest = z.infer<typeof RefundRequest>;

/** The result of closing the reference; the same for a repeated request. */
export const Refund = z.object({
  reference: ChargeId,
  outcome: z.enum(["refunded", "cancelled", "nothing-charged"]),
  refundedMinor: z.int().nonnegative(),
});
export type Refund = z.infer<typeof Refund>;
