import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SFNClient } from "@aws-sdk/client-sfn";
import { awsClientSettings } from "@stagecraft/lambda/aws-client-settings";

const settings = awsClientSettings({ maxAttempts: 3, requestTimeoutMs: 2_000 });

export const dynamodb = new DynamoDBClient(settings);
export const stepFunctions = new SFNClient(settings);
