import * as z from "zod";
import { ChargeId } from "./charge-id.ts";

/**
 * The body of the provider's `POST /refunds`. It closes the reference: what was charged under it is given back,
 * what is pending is cancelled, and nothing is ever charged under it again.
 */
export const RefundRequest = z.strictObject({ reference: ChargeId });
export type RefundRequest = z.infer<typeof RefundRequest>;

/** What closing the reference came to; the same again when it is asked again. */
export const Refund = z.object({
  reference: ChargeId,
  outcome: z.enum(["refunded", "cancelled", "nothing-charged"]),
  refundedMinor: z.int().nonnegative(),
});
export type Refund = z.infer<typeof Refund>;
