import type { Json, Plan } from "@stagecraft/plan/plan";
import { functionNamed, planOf } from "@stagecraft/plan/testing/plan-of";
import { expect, test } from "vitest";
import { timeoutRules } from "./timeout-rules.ts";

type Inputs = { readonly [name: string]: Json };

/** An API, a queue, a stream and a workflow that invoke the same function. Each test changes some of their settings. */
type Settings = {
  readonly of?: Inputs;
  readonly route?: Inputs;
  readonly queue?: Inputs;
  readonly mapping?: Inputs;
  readonly stream?: Inputs;
  readonly streamMapping?: Inputs;
  readonly machine?: { readonly [field: string]: Json };
  readonly task?: { readonly [field: string]: Json };
};

const arn = "arn:aws:lambda:eu-west-1:123456789012:function:worker";
const queueArn = "arn:aws:sqs:eu-west-1:123456789012:jobs";
const streamArn = "arn:aws:kinesis:eu-west-1:123456789012:stream/changes";

function program(given: Settings): Plan {
  const states = {
    Work: {
      Type: "Task",
      Resource: "arn:aws:states:::lambda:invoke",
      Arguments: { FunctionName: arn },
      TimeoutSeconds: 20,
      End: true,
      ...given.task,
    },
  };
  const definition = { StartAt: "Work", TimeoutSeconds: 600, States: states, ...given.machine };
  const plan = planOf(
    [
      "aws:lambda/function:Function",
      "Worker",
      { name: "worker", role: "r", runtime: "nodejs24.x", timeout: 10, ...given.of },
      { arn },
    ],
    [
      "aws:apigatewayv2/api:Api",
      "Api",
      { name: "api", protocolType: "HTTP" },
      {
        id: "api",
        apiEndpoint: "https://api",
        executionArn: "arn:aws:execute-api:eu-west-1:1:api",
      },
    ],
    [
      "aws:apigatewayv2/integration:Integration",
      "Work",
      { apiId: "api", integrationUri: arn, ...given.route },
      { id: "work" },
    ],
    [
      "aws:apigatewayv2/route:Route",
      "Post",
      { apiId: "api", routeKey: "POST /jobs", target: "integrations/work" },
    ],
    [
      "aws:sqs/queue:Queue",
      "Jobs",
      { name: "jobs", visibilityTimeoutSeconds: 60, ...given.queue },
      { arn: queueArn, url: "https://sqs/jobs" },
    ],
    [
      "aws:lambda/eventSourceMapping:EventSourceMapping",
      "JobsToWorker",
      { eventSourceArn: queueArn, functionName: arn, ...given.mapping },
      { uuid: "1" },
    ],
    [
      "aws:kinesis/stream:Stream",
      "Changes",
      { name: "changes", shardCount: 2, ...given.stream },
      { arn: streamArn },
    ],
    [
      "aws:lambda/eventSourceMapping:EventSourceMapping",
      "ChangesToWorker",
      {
        eventSourceArn: streamArn,
        functionName: arn,
        startingPosition: "LATEST",
        ...given.streamMapping,
      },
      { uuid: "2" },
    ],
    [
      "aws:sfn/stateMachine:StateMachine",
      "Flow",
      { name: "flow", roleArn: "r", definition: JSON.stringify(definition) },
      { arn: "arn:aws:states:eu-west-1:123456789012:stateMachine:flow" },
    ],
  );
  return { ...plan, bundles: { Worker: functionNamed("worker").bundle } };
}

const check = (given: Settings) => {
  const plan = program(given);
  return timeoutRules.flatMap((rule) => rule(plan));
};

const reserved = { reservedConcurrentExecutions: 4 };
const bounded = { scalingConfig: { maximumConcurrency: 4 } };

test.each<[string, Settings]>([
  ["a chain in which each caller waits longer", {}],
  [
    "a function of exactly the caller's wait",
    { of: { timeout: 10 }, task: { TimeoutSeconds: 10 } },
  ],
  ["a heartbeat below the timeout", { task: { TimeoutSeconds: 90, HeartbeatSeconds: 30 } }],
  ["a timeout that is an expression", { task: { TimeoutSeconds: "{% $limit %}" } }],
  ["no timeout of the execution", { machine: { TimeoutSeconds: null } }],
  ["a poller without a limit of a function without a reservation", { of: {}, mapping: {} }],
  ["pollers within the reservation", { of: reserved, mapping: bounded }],
])("%s passes", (_what, given) => {
  expect(check(given)).toEqual([]);
});

test.each<[rule: string, resource: string, message: string, given: Settings]>([
  [
    "over-callers-timeout",
    "Worker",
    "It may run for 31 s, and Api POST /jobs waits for 30 s: then the client gets a 503",
    { of: { timeout: 31 }, queue: { visibilityTimeoutSeconds: 300 }, task: { TimeoutSeconds: 40 } },
  ],
  [
    "over-callers-timeout",
    "Worker",
    "Api POST /jobs waits for 5 s",
    { route: { timeoutMilliseconds: 5_000 } },
  ],
  [
    "over-callers-timeout",
    "Worker",
    "the state Flow/Work waits for 9 s",
    { task: { TimeoutSeconds: 9 } },
  ],
  [
    "over-callers-timeout",
    "Worker",
    "the state Flow/Work waits for 5 s",
    { task: { TimeoutSeconds: 90, HeartbeatSeconds: 5 } },
  ],
  [
    "state-timeouts",
    "Flow/Work",
    "It has no timeout",
    { task: { TimeoutSeconds: undefined as never } },
  ],
  [
    "state-timeouts",
    "Flow/Work",
    "Its heartbeat of 20 s is not shorter than its timeout of 20 s",
    { task: { HeartbeatSeconds: 20 } },
  ],
  [
    "state-timeouts",
    "Flow/Work",
    "is not shorter than that of the execution, 600 s",
    { task: { TimeoutSeconds: 600 } },
  ],
  [
    "short-visibility",
    "Jobs",
    "visible again after 59 s, and Worker has a timeout of 10 s",
    { queue: { visibilityTimeoutSeconds: 59 } },
  ],
  [
    "short-visibility",
    "Jobs",
    "visible again after 60 s",
    { mapping: { maximumBatchingWindowInSeconds: 1 } },
  ],
  ["unbounded-poller", "JobsToWorker", "Worker reserves 4", { of: reserved }],
  [
    "unbounded-poller",
    "ChangesToWorker",
    "It invokes Worker 6 times at once (2 shards, parallelization 3), which reserves 4",
    { of: reserved, mapping: bounded, streamMapping: { parallelizationFactor: 3 } },
  ],
])("latency/%s of %s: %s", (rule, resource, message, given) => {
  expect(check(given)).toEqual([
    expect.objectContaining({
      rule: `latency/${rule}`,
      resource,
      message: expect.stringContaining(message),
    }),
  ]);
});
