import { expect, test } from "vitest";
import type { Json, Plan, Resource } from "../../plan.ts";
import { eventInvokeConfigsOf } from "./event-invoke-configs.ts";

const arnOf = (name: string) => `arn:aws:lambda:us-east-1:123456789012:function:${name}`;
const deadLetters = "arn:aws:sqs:us-east-1:123456789012:dead";

function functionOf(name: string, inputs: { [key: string]: Json } = {}): Resource {
  return {
    type: "aws:lambda/function:Function",
    name: `${name}Function`,
    parent: name,
    dependsOn: [],
    inputs: { name, ...inputs },
    outputs: { arn: arnOf(name) },
  };
}

function planOf(...resources: Resource[]) {
  return { resources } as Partial<Plan> as Plan;
}

// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-configuring.html
test("a function without a configuration has two retries, six hours and no destination", () => {
  expect(eventInvokeConfigsOf(planOf(functionOf("Import")))).toEqual([
    {
      logicalName: "Import",
      functionArn: arnOf("Import"),
      maximumRetryAttempts: 2,
      maximumEventAgeMs: 21_600_000,
    },
  ]);
});

test("a configuration names its function by name or by ARN", () => {
  const config = (functionName: string, maximumRetryAttempts: number): Resource => ({
    type: "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
    name: `${functionName}EventInvokeConfig`,
    parent: null,
    dependsOn: [],
    inputs: {
      functionName,
      maximumRetryAttempts,
      maximumEventAgeInSeconds: 60,
      destinationConfig: { onFailure: { destination: deadLetters } },
    },
    outputs: {},
  });
  const plan = planOf(
    functionOf("Import", { deadLetterConfig: { targetArn: deadLetters } }),
    functionOf("Sweep"),
    config("Import", 0),
    config(arnOf("Sweep"), 1),
  );
  expect(eventInvokeConfigsOf(plan)).toMatchObject([
    {
      maximumRetryAttempts: 0,
      maximumEventAgeMs: 60_000,
      onFailureArn: deadLetters,
      deadLetterArn: deadLetters,
    },
    { maximumRetryAttempts: 1, onFailureArn: deadLetters },
  ]);
});
