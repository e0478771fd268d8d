import * as z from "zod";

/** The link of a service that puts records on a stream. */
export const StreamLink = z.object({ arn: z.string().min(1) });
export type StreamLink = z.infer<typeof StreamLink>;
