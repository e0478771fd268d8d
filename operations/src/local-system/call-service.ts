import type { Stage } from "@stagecraft/local-stage/start-stage";
import type { Plan } from "@stagecraft/plan/plan";
import { operatorClient } from "./operator-client.ts";

/** Prefixes of the header `X-Amz-Target`: https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html */
const targets = {
  kinesis: "Kinesis_20131202",
  dynamodb: "DynamoDB_20120810",
  sqs: "AmazonSQS",
  ssm: "AmazonSSM",
  states: "AWSStepFunctions",
};

/** Calls an operation of an AWS service with a JSON protocol, as the operator. */
export async function callService<Output>(
  { stage, plan }: { stage(): Stage; readonly plan: Plan },
  service: keyof typeof targets,
  operation: string,
  input: object,
): Promise<Output> {
  const send = operatorClient(stage(), plan, service);
  const response = await send("/", {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `${targets[service]}.${operation}`,
    },
    body: JSON.stringify(input),
  });
  if (!response.ok) {
    throw new Error(`${operation} failed with ${response.status}: ${await response.text()}`);
  }
  return (await response.json()) as Output;
}
