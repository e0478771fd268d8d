import { AwsEnvironment } from "@stagecraft/contracts/links/aws-environment";
import { DatabaseLink } from "@stagecraft/contracts/links/database-link";
import { QueueLink } from "@stagecraft/contracts/links/queue-link";
import { readEnvironment, readLink } from "@stagecraft/lambda/config";

export const config = {
  aws: readEnvironment(AwsEnvironment),
  database: readLink("Database", DatabaseLink),
  continuations: readLink("ImportContinuationsQueue", QueueLink),
};
