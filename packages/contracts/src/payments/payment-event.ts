import * as z from "zod";

/**
 * An event of the provider's webhook. Providers add types, so `type` is any text. Known types: `charge.pending`, `charge.succeeded`,
 * `charge.declined`, `charge.cancelled`, `charge.refunded`.
 */
export const PaymentEvent = z.object({
  id: z.string().regex(/^[\x21-\x7e]{1,64}$/),
  type: z.string().min(1).max(64),
  createdAt: z.iso.datetime(),
  data: z.object({
    reference: z.string().max(64).meta({ description: "The charge's id, if it is ours." }),
  }),
});
export type PaymentEvent = z.infer<typeof PaymentEvent>;

/**
 * The outcome of a delivery. All but `forged`, `replayed` and `malformed` are answered 200, because the provider should not repeat
 * them.
 */
export const PaymentEventOutcome = z.enum([
  /** The order's workflow continues. */
  "resumed",
  /** The workflow keeps waiting, or the event needs no action. */
  "noted",
  /** The same event was processed before. */
  "duplicate",
  /** The workflow no longer waits for the charge. */
  "late",
  /** A later event of the charge came first. */
  "out-of-order",
  /** The charge is not one of ours. */
  "unknown",
  /** The signature was not made with one of our secrets. */
  "forged",
  /** The signature is valid and too old: the delivery was recorded and sent again. */
  "replayed",
  /** The signature is valid and the body is not an event. */
  "malformed",
]);
export type PaymentEventOutcome = z.infer<typeof PaymentEventOutcome>;

/** The response to the provider, which reads only the status. */
export const PaymentEventAnswer = z.object({ outcome: PaymentEventOutcome });
export type PaymentEventAnswer = z.infer<typeof PaymentEventAnswer>;
