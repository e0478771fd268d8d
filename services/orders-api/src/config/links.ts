import { DatabaseLink } from "@stagecraft/contracts/links/database-link";
import { QueueLink } from "@stagecraft/contracts/links/queue-link";
import { readLink } from "@stagecraft/lambda/config";

/** What the function and the container read alike. */
export const links = {
  database: readLink("Database", DatabaseLink),
  ordersQueue: readLink("OrdersQueue", QueueLink),
  cancellationsQueue: readLink("CancellationsQueue", QueueLink),
};
