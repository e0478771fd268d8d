import { dynamoDb } from "@stagecraft/aws/dynamodb";
import { stepFunctions as stepFunctionsClient } from "@stagecraft/aws/step-functions";

const settings = { maxAttempts: 3, requestTimeoutMs: 2_000 };

export const dynamodb = dynamoDb(settings);
export const stepFunctions = stepFunctionsClient(settings);
