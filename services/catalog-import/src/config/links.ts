import { DatabaseLink } from "@stagecraft/contracts/links/database-link";
import { QueueLink } from "@stagecraft/contracts/links/queue-link";
import { readLink } from "@stagecraft/lambda/config";

/** What the functions and the task read alike. */
export const links = {
  database: readLink("Database", DatabaseLink),
  continuations: readLink("ImportContinuationsQueue", QueueLink),
};
