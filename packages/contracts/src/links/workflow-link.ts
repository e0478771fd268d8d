import * as z from "zod";

/** The link of a service that starts a workflow. */
export const WorkflowLink = z.object({ arn: z.string().min(1) });
export type WorkflowLink = z.infer<typeof WorkflowLink>;
