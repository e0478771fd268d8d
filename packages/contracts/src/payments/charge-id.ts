import * as z from "zod";
import type { OrderId } from "../ids.ts";

/** `chg_` and the 26 characters of its order: an order is charged at most once. */
export const ChargeId = z
  .string()
  .regex(/^chg_[0-7][0-9A-HJKMNP-TV-Z]{25}$/)
  .brand<"ChargeId">();
export type ChargeId = z.infer<typeof ChargeId>;

/** The charge for that order. */
export function chargeIdOf(orderId: OrderId): ChargeId {
  return orderId.replace("ord_", "chg_") as ChargeId;
}

/** The order that the charge is for. */
export function orderIdOf(chargeId: ChargeId): OrderId {
  return chargeId.replace("chg_", "ord_") as OrderId;
}
