import * as z from "zod";
import { personal } from "./personal/personal.ts";

/** The `Idempotency-Key` header: 1 to 255 printable ASCII characters, chosen by the caller. */
export const IdempotencyKey = z
  .string()
  .regex(/^[\x20-\x7e]{1,255}$/)
  .register(personal, { what: "a key that the customer chose" });
export type IdempotencyKey = z.infer<typeof IdempotencyKey>;
