import { AwsEnvironment } from "@stagecraft/contracts/links/aws-environment";
import { DatabaseLink } from "@stagecraft/contracts/links/database-link";
import { readEnvironment, readLink } from "@stagecraft/lambda/config";

export const config = {
  aws: readEnvironment(AwsEnvironment),
  database: readLink("OrderStatusDatabase", DatabaseLink),
};
