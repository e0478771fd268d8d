import type { Json, Plan } from "@stagecraft/plan/plan";
import { functionNamed, planOf } from "@stagecraft/plan/testing/plan-of";
import { expect, test } from "vitest";
import { flowOf } from "./flow.ts";

const arnOf = (name: string) => `arn:aws:sqs:eu-west-1:123456789012:${name}`;

const queue = (name: string, deadLetters?: string) =>
  [
    "aws:sqs/queue:Queue",
    name,
    {
      name,
      ...(deadLetters === undefined
        ? {}
        : {
            redrivePolicy: { deadLetterTargetArn: arnOf(deadLetters), maxReceiveCount: 3 },
          }),
    },
    { arn: arnOf(name), url: name, id: name },
  ] as const;

function planWith(functionName: string, reads: string): Plan {
  const { arn, bundle } = functionNamed(functionName);
  const inputs: { [key: string]: Json } = {
    name: functionName,
    role: "role",
    runtime: "nodejs24.x",
  };
  const plan = planOf(
    queue("Jobs", "JobsDeadLetters"),
    queue("JobsDeadLetters"),
    [
      "aws:lambda/function:Function",
      functionName,
      inputs,
      { arn, name: functionName, role: "role" },
    ],
    [
      "aws:lambda/eventSourceMapping:EventSourceMapping",
      "Mapping",
      { functionName: arn, eventSourceArn: arnOf(reads) },
      { arn: "mapping", uuid: "1", id: "1" },
    ],
  );
  return {
    ...plan,
    bundles: { [functionName]: { ...bundle, source: "services/jobs/src/handler.handler" } },
  };
}

test("a dead-letter queue is a mark on its source, and no box", () => {
  const { boxes, edges } = flowOf(planWith("Worker", "Jobs"));
  expect(boxes).toMatchObject([
    { id: "function_Worker", family: "services/jobs" },
    { id: "queue_Jobs", marks: [{ kind: "failure", text: "DLQ" }] },
  ]);
  expect(edges).toEqual([{ from: "queue_Jobs", to: "function_Worker" }]);
});

test("a dead-letter queue that a function reads is a box, and its source leads to it", () => {
  const { boxes, edges } = flowOf(planWith("Undertaker", "JobsDeadLetters"));
  expect(boxes.map(({ id }) => id)).toEqual([
    "function_Undertaker",
    "queue_Jobs",
    "queue_JobsDeadLetters",
  ]);
  expect(boxes.flatMap(({ marks = [] }) => marks)).toEqual([]);
  expect(edges).toContainEqual({
    from: "queue_Jobs",
    to: "queue_JobsDeadLetters",
    label: "after 3 deliveries",
    dashed: true,
  });
});

test("a bucket and a queue that nothing uses are boxes that say so", () => {
  const plan = planOf(queue("Jobs"), [
    ...(["aws:s3/bucket:Bucket", "Files"] as const),
    ...([
      { bucket: "files" },
      { arn: "arn:aws:s3:::files", id: "files", bucket: "files" },
    ] as const),
  ]);
  expect(flowOf(plan).boxes).toMatchObject([
    { id: "queue_Jobs", start: "nothing" },
    { id: "bucket_Files", start: "nothing" },
  ]);
});
