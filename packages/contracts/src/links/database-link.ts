import * as z from "zod";

/** What a service that logs in to Postgres with an IAM token is linked to. */
export const DatabaseLink = z.object({
  host: z.string().min(1),
  port: z.coerce.number().int().positive(),
  database: z.string().min(1),
  username: z.string().min(1),
});
export type DatabaseLink = z.infer<typeof DatabaseLink>;

/** The same for the owner of the schema, who logs in with a password. */
export const DatabaseOwnerLink = DatabaseLink.extend({ password: z.string().min(1) });
export type DatabaseOwnerLink = z.infer<typeof DatabaseOwnerLink>;
