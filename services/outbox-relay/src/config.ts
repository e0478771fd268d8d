import { AwsEnvironment } from "@stagecraft/contracts/links/aws-environment";
import { DatabaseLink } from "@stagecraft/contracts/links/database-link";
import { QueueLink } from "@stagecraft/contracts/links/queue-link";
import { StreamLink } from "@stagecraft/contracts/links/stream-link";
import { readEnvironment, readLink } from "@stagecraft/lambda/config";

export const config = {
  aws: readEnvironment(AwsEnvironment),
  database: readLink("Database", DatabaseLink),
  ordersQueue: readLink("OrdersQueue", QueueLink),
  ordersStream: readLink("OrdersStream", StreamLink),
};
