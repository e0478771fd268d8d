import * as z from "zod";

/**
 * What the provider tells by webhook. Providers add types of events as they like, so `type` is any text; these are
 * known: `charge.pending` (still at it), `charge.succeeded`, `charge.declined`, `charge.cancelled`, `charge.refunded`.
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
 * What became of an event. All but `forged`, `replayed` and `malformed` are answered 200, for repeating them changes
 * nothing.
 */
export const PaymentEventOutcome = z.enum([
  /** The order's workflow goes on. */
  "resumed",
  /** The workflow knows that the provider is still at it, or there was nothing to do. */
  "noted",
  /** This very event was dealt with before. */
  "duplicate",
  /** The workflow no longer waits: it took care of the charge another way. */
  "late",
  /** A later event of the charge came first. */
  "out-of-order",
  /** It is about a charge that is none of ours. */
  "unknown",
  /** The signature is no secret's of ours. */
  "forged",
  /** The signature is good and too old: it was recorded and sent again. */
  "replayed",
  /** The signature is good and the body is not an event. */
  "malformed",
]);
export type PaymentEventOutcome = z.infer<typeof PaymentEventOutcome>;

/** The answer to the provider, which reads nothing but its status. */
export const PaymentEventAnswer = z.object({ outcome: PaymentEventOutcome });
export type PaymentEventAnswer = z.infer<typeof PaymentEventAnswer>;
