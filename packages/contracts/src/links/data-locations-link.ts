import * as z from "zod";

/** Where data about customers is stored outside Postgres, and for how long. */
export const DataLocationsLink = z.object({
  /** Every dead-letter queue and failure destination. */
  deadLetters: z.array(z.object({ name: z.string(), url: z.url() })).min(1),
  /** The longest retention of a message, moves to a dead-letter queue included. */
  messageRetentionSeconds: z.number().positive(),
  streamRetentionHours: z.number().positive(),
  /** The DynamoDB table's name. */
  paymentWaits: z.string(),
  logRetentionDays: z.number().positive(),
  backupRetentionDays: z.number().positive(),
});
export type DataLocationsLink = z.infer<typeof DataLocationsLink>;
