import * as z from "zod";

/** The link of the payments sandbox: the API key of its callers. */
export const PaymentsSandboxLink = z.object({ apiKey: z.string().min(16) });
export type PaymentsSandboxLink = z.infer<typeof PaymentsSandboxLink>;
