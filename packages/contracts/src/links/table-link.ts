import * as z from "zod";

/** The link of a service that reads or writes a DynamoDB table. */
export const TableLink = z.object({ name: z.string().min(1) });
export type TableLink = z.infer<typeof TableLink>;
