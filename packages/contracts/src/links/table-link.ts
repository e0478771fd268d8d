import * as z from "zod";

/** What a service that reads or writes a DynamoDB table is linked to. */
export const TableLink = z.object({ name: z.string().min(1) });
export type TableLink = z.infer<typeof TableLink>;
