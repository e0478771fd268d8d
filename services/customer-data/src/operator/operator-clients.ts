import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SQSClient } from "@aws-sdk/client-sqs";
import { STSClient } from "@aws-sdk/client-sts";

/** Clients with the operator's credentials, as the SDK finds them. */
export function operatorClients() {
  return {
    lambda: new LambdaClient(),
    sqs: new SQSClient(),
    dynamodb: new DynamoDBClient(),
    sts: new STSClient(),
  };
}

export type OperatorClients = ReturnType<typeof operatorClients>;
