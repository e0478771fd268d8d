import * as z from "zod";

/** What a service that starts a workflow is linked to. */
export const WorkflowLink = z.object({ arn: z.string().min(1) });
export type WorkflowLink = z.infer<typeof WorkflowLink>;
