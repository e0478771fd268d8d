import type { AwsService } from "./aws-service.ts";
import { type ClientSettings, type JsonClient, jsonClient } from "./json-client.ts";

/** A value of one of these types: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html */
export type AttributeValue = {
  readonly S?: string;
  readonly N?: string;
  readonly BOOL?: boolean;
  readonly M?: Item;
};

export type Item = { readonly [attribute: string]: AttributeValue };

type Key = { readonly TableName: string; readonly Key: Item };

type Expressions = {
  readonly ExpressionAttributeNames?: { readonly [placeholder: string]: string };
  readonly ExpressionAttributeValues?: Item;
};

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations_Amazon_DynamoDB.html */
export type DynamoDb = JsonClient<{
  readonly GetItem: {
    readonly input: Key & { readonly ConsistentRead: boolean };
    readonly output: { readonly Item?: Item };
  };
  readonly PutItem: {
    readonly input: Expressions & {
      readonly TableName: string;
      readonly Item: Item;
      readonly ConditionExpression?: string;
      readonly ReturnValuesOnConditionCheckFailure?: "ALL_OLD";
    };
    readonly output: object;
  };
  readonly UpdateItem: {
    readonly input: Key &
      Expressions & { readonly UpdateExpression: string; readonly ReturnValues?: "ALL_NEW" };
    readonly output: { readonly Attributes?: Item };
  };
  readonly DeleteItem: { readonly input: Key; readonly output: object };
}>;

const service: AwsService = {
  id: "DynamoDB",
  endpointPrefix: "dynamodb",
  target: "DynamoDB_20120810",
  jsonVersion: "1.0",
  firstBackoffMs: 25,
};

export function dynamoDb(settings: ClientSettings): DynamoDb {
  return jsonClient(service, settings);
}
