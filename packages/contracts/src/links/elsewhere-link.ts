import * as z from "zod";

/** Where copies of what customers do are kept beside Postgres, and for how long. */
export const ElsewhereLink = z.object({
  /** Every queue for what could not be handled. */
  deadLetters: z.array(z.object({ name: z.string(), url: z.url() })).min(1),
  /** For how long a message lives, wherever it goes. */
  longestMessageSeconds: z.number().positive(),
  streamHours: z.number().positive(),
  /** The DynamoDB table's name. */
  paymentWaits: z.string(),
  logDays: z.number().positive(),
  backupDays: z.number().positive(),
});
export type ElsewhereLink = z.infer<typeof ElsewhereLink>;
