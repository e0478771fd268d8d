import * as z from "zod";
import { Currency } from "../money.ts";
import { ChargeId } from "./charge-id.ts";

/** Where a charge stands at the provider. Only `pending` passes. */
export const ChargeStatus = z.enum(["pending", "succeeded", "declined", "cancelled", "refunded"]);
export type ChargeStatus = z.infer<typeof ChargeStatus>;

/** The body of the provider's `POST /charges`; it takes an `Idempotency-Key` header. */
export const ChargeRequest = z.strictObject({
  reference: ChargeId.meta({ description: "Our name for the charge, repeated in its events." }),
  amountMinor: z.int().positive(),
  currency: Currency,
});
export type ChargeRequest = z.infer<typeof ChargeRequest>;

/** A charge as the provider shows it: as it stands now, when the key was used before. */
export const Charge = z.object({
  id: z.string().min(1).meta({ description: "The provider's own name for the charge." }),
  reference: ChargeId,
  status: ChargeStatus,
  amountMinor: z.int().positive(),
  currency: Currency,
});
export type Charge = z.infer<typeof Charge>;
