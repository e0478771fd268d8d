import * as z from "zod";

/** The link of a service that sends to a queue. */
export const QueueLink = z.object({ url: z.url() });
export type QueueLink = z.infer<typeof QueueLink>;
