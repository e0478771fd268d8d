import * as z from "zod";

/** What a service that calls the payments provider is linked to. */
export const PaymentsProviderLink = z.object({
  url: z.url().transform((url) => url.replace(/\/$/, "")),
  apiKey: z.string().min(1),
});
export type PaymentsProviderLink = z.infer<typeof PaymentsProviderLink>;

const shortestSecret = 16;

/**
 * What a service that the payments provider calls is linked to: the secret it signs with, or two separated by a comma
 * while one takes the other's place.
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
