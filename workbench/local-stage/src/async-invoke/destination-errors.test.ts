import { expect, test } from "vitest";
import type { Authorization } from "../iam/authority.ts";
import { arnOf, queueOf } from "../sqs/testing/queue-of.ts";
import { destinationErrors } from "./destination-errors.ts";
import { functionArnOf, functionOf } from "./testing/run-async-invoke.ts";

function refusalsOf(
  destinations: { onFailureArn?: string; deadLetterArn?: string },
  authorization: Authorization = { allowed: true },
) {
  const config = {
    logicalName: "import",
    functionArn: functionArnOf("import"),
    maximumRetryAttempts: 2,
    maximumEventAgeMs: 60_000,
    ...destinations,
  };
  return destinationErrors([config], {
    functions: [functionOf("import"), functionOf("audit")],
    queues: [queueOf("dead"), queueOf("dead.fifo")],
    authority: { authorize: () => authorization },
  });
}

test("queues and functions of the program that the role may use are accepted", () => {
  expect(
    refusalsOf({ onFailureArn: functionArnOf("audit"), deadLetterArn: arnOf("dead") }),
  ).toEqual([]);
});

// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
test.each([
  ["a FIFO queue", { onFailureArn: arnOf("dead.fifo") }, /is a FIFO queue/],
  ["a queue of elsewhere", { onFailureArn: arnOf("other") }, /neither a queue nor a function/],
  ["a topic", { deadLetterArn: "arn:aws:sns:eu-central-1:123456789012:t" }, /not implemented/],
  ["a function as dead-letter queue", { deadLetterArn: functionArnOf("audit") }, /is a function/],
])("%s is refused", (_what, destinations, message) => {
  expect(refusalsOf(destinations)).toEqual([expect.stringMatching(message)]);
});

test("a role without the permission is refused", () => {
  const refused = { allowed: false, message: "no", explanation: "no policy allows it" } as const;
  expect(refusalsOf({ onFailureArn: arnOf("dead") }, refused)).toEqual([
    `import: its failure destination ${arnOf("dead")} needs sqs:SendMessage in the function's role. no policy allows it`,
  ]);
});
