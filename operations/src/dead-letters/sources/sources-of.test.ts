import { planOf } from "@stagecraft/plan/testing/plan-of";
import { expect, test } from "vitest";
import { sourcesOf } from "./sources-of.ts";

const arn = (service: string, name: string) => `arn:aws:${service}:eu-west-1:123456789012:${name}`;
const queue = (name: string, inputs = {}) =>
  [
    "aws:sqs/queue:Queue",
    name,
    inputs,
    { name, arn: arn("sqs", name), url: `https://sqs/${name}` },
  ] as const;

test("a queue is a source when it receives dead-letter messages of any kind", () => {
  const plan = planOf(
    queue("Plain"),
    queue("Dead"),
    queue("Work", {
      redrivePolicy: { deadLetterTargetArn: arn("sqs", "Dead"), maxReceiveCount: 3 },
    }),
    [
      "aws:scheduler/schedule:Schedule",
      "Nightly",
      {
        scheduleExpression: "rate(1 day)",
        target: {
          arn: arn("states", "stateMachine:Flow"),
          roleArn: arn("iam", "role"),
          deadLetterConfig: { arn: arn("sqs", "Dead") },
        },
      },
      { name: "nightly", arn: arn("scheduler", "schedule/default/nightly") },
    ],
    [
      "aws:sfn/stateMachine:StateMachine",
      "Flow",
      { definition: "{}", roleArn: arn("iam", "role") },
      { name: "flow", arn: arn("states", "stateMachine:Flow") },
    ],
    [
      "aws:sfn/stateMachine:StateMachine",
      "Fast",
      { type: "EXPRESS", definition: "{}", roleArn: arn("iam", "role") },
      { name: "fast", arn: arn("states", "stateMachine:Fast") },
    ],
  );
  const [dead, flow, ...others] = sourcesOf(plan);
  expect(others).toEqual([]);
  expect(dead).toMatchObject({
    kind: "queue",
    name: "Dead",
    origins: [
      { kind: "queue", queue: { name: "Work" } },
      { kind: "schedule", schedule: { logicalName: "Nightly" } },
    ],
  });
  // Step Functions keeps no failed executions of an Express workflow.
  expect(flow).toMatchObject({ kind: "machine", name: "Flow" });
});
