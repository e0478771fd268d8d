import * as z from "zod";

/** What the payments sandbox is linked to: the key that its callers have to know. */
export const PaymentsSandboxLink = z.object({ apiKey: z.string().min(16) });
export type PaymentsSandboxLink = z.infer<typeof PaymentsSandboxLink>;
