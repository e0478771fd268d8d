import * as z from "zod";
import { Currency } from "../money.ts";
import { ChargeId } from "./charge-id.ts";

/** The status of a charge at the provider. All but `pending` are final. */
export const ChargeStatus = z.enum(["pending", "succeeded", "declined", "cancelled", "refunded"]);
export type ChargeStatus = z.infer<typeof ChargeStatus>;

/** The body of the provider's `POST /charges`; it takes an `Idempotency-Key` header. */
export const ChargeRequest = z.strictObject({
  reference: ChargeId.meta({ description: "Our id of the charge, which its events contain." }),
  amountMinor: z.int().positive(),
  currency: Currency,
});
export type ChargeRequest = z.infer<typeof ChargeRequest>;

/** A charge at the provider; for a repeated key in its current status. */
export const Charge = z.object({
  id: z.string().min(1).meta({ description: "The provider's id of the charge." }),
  reference: ChargeId,
  status: ChargeStatus,
  amountMinor: z.int().positive(),
  currency: Currency,
});
export type Charge = z.infer<typeof Charge>;
