import * as z from "zod";

/** What a service that sends to a queue is linked to. */
export const QueueLink = z.object({ url: z.url() });
export type QueueLink = z.infer<typeof QueueLink>;
