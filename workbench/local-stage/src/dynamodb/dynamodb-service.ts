import type { Operation } from "../common/operation.ts";
import type { AwsService } from "../endpoint/aws-service.ts";
import { jsonService } from "../endpoint/json-protocol.ts";
import { ConditionalCheckFailed } from "./conditional-check-failed.ts";

/** DynamoDB's JSON protocol, in which a failed condition may carry the item. */
export function dynamodbService(operations: { readonly [name: string]: Operation }): AwsService {
  const service = jsonService("DynamoDB", "dynamodb", operations);
  return {
    ...service,
    refuse(refusal) {
      const answer = service.refuse(refusal);
      if (!(refusal instanceof ConditionalCheckFailed)) return answer;
      const body = { ...(JSON.parse(answer.body) as object), Item: refusal.item };
      return { ...answer, body: JSON.stringify(body) };
    },
  };
}
