import * as z from "zod";

/**
 * A token's subject, as its issuer names the customer: at most 255 characters of ASCII.
 * https://openid.net/specs/openid-connect-core-1_0.html#IDToken
 */
export const CustomerId = z.string().regex(/^[\x20-\x7e]{1,255}$/);
export type CustomerId = z.infer<typeof CustomerId>;
