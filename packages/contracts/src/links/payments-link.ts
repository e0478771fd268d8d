import * as z from "zod";

/** The link of a service that calls the payments provider. */
export const PaymentsProviderLink = z.object({
  url: z.url().transform((url) => url.replace(/\/$/, "")),
  apiKey: z.string().min(1),
});
export type PaymentsProviderLink = z.infer<typeof PaymentsProviderLink>;

const shortestSecret = 16;

/**
 * The link of a service that the payments provider calls: the secret of its signatures, or two separated by a comma while the
 * secret is rotated.
 */
export const PaymentsWebhookLink = z.object({
  secrets: z
    .string()
    .transform((text) => text.split(",").map((secret) => secret.trim()))
    .refine(
      (secrets) => secrets.length <= 2 && secrets.every(({ length }) => length >= shortestSecret),
      {
        error: `Must be one or two secrets of at least ${shortestSecret} characters, with a comma`,
      },
    ),
});
export type PaymentsWebhookLink = z.infer<typeof PaymentsWebhookLink>;
