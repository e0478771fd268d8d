import * as z from "zod";

/** The link of a service that connects to Postgres with an IAM token. */
export const DatabaseLink = z.object({
  host: z.string().min(1),
  port: z.coerce.number().int().positive(),
  database: z.string().min(1),
  username: z.string().min(1),
});
export type DatabaseLink = z.infer<typeof DatabaseLink>;

/** The link of the schema's owner, who connects with a password. */
export const DatabaseOwnerLink = DatabaseLink.extend({ password: z.string().min(1) });
export type DatabaseOwnerLink = z.infer<typeof DatabaseOwnerLink>;
