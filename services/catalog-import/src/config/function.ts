import { AwsEnvironment } from "@stagecraft/contracts/links/aws-environment";
import { readEnvironment } from "@stagecraft/lambda/config";

/** Lambda's environment variables. */
export const aws = readEnvironment(AwsEnvironment);
