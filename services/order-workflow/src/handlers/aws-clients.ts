import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SFNClient } from "@aws-sdk/client-sfn";
import { awsClientSettings } from "@stagecraft/lambda/aws-client-settings";
import { traceCalls } from "@stagecraft/lambda/trace-calls";

const settings = awsClientSettings({ maxAttempts: 3, requestTimeoutMs: 2_000 });

export const dynamodb = traceCalls(new DynamoDBClient(settings));
export const stepFunctions = traceCalls(new SFNClient(settings));
