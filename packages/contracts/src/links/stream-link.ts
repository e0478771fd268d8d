import * as z from "zod";

/** What a service that puts records on a stream is linked to. */
export const StreamLink = z.object({ arn: z.string().min(1) });
export type StreamLink = z.infer<typeof StreamLink>;
