import * as z from "zod";
import { personal } from "./personal/personal.ts";

const mark = { what: "the customer's id" };

/**
 * A token's subject, as its issuer names the customer: at most 255 characters of ASCII.
 * https://openid.net/specs/openid-connect-core-1_0.html#IDToken
 */
export const CustomerId = z
  .string()
  .regex(/^[\x20-\x7e]{1,255}$/)
  .register(personal, mark);
export type CustomerId = z.infer<typeof CustomerId>;

/** A customer's id in data of our own, where it was checked before. */
export const StoredCustomerId = z.string().register(personal, mark);
