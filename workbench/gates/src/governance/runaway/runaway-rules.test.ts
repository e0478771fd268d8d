import type { Json, Plan } from "@stagecraft/plan/plan";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { functionNamed, planOf } from "@stagecraft/plan/testing/plan-of";
import { expect, test } from "vitest";
import type { Contract } from "../../contracts/declarations.ts";
import { runawayRules } from "../governance.ts";
import { eventGraphOf } from "./event-graph.ts";
import { usdPerHour } from "./worst-case-spend.ts";
import { worstEvents } from "./worst-events.ts";

type Inputs = { readonly [name: string]: Json };
type Part = readonly [type: string, name: string, inputs: Inputs, outputs?: Inputs];

const account = "eu-west-1:123456789012";
const lambdaArn = (name: string) => `arn:aws:lambda:${account}:function:${name}`;
const queueArn = (name: string) => `arn:aws:sqs:${account}:${name}`;
const streamArn = `arn:aws:kinesis:${account}:stream/Changes`;
const topicArn = `arn:aws:sns:${account}:News`;
const machineArn = `arn:aws:states:${account}:stateMachine:Flow`;
const tableArn = `arn:aws:dynamodb:${account}:table/Rows`;

/** A function that may do what the grants say: `sqs:SendMessage` on a resource. */
function lambda(
  name: string,
  grants: readonly (readonly [action: string, resource: string])[] = [],
  more: Inputs = {},
): readonly Part[] {
  const roleArn = `arn:aws:iam::123456789012:role/${name}`;
  const policy = {
    Statement: grants.map(([Action, Resource]) => ({ Effect: "Allow", Action, Resource })),
  };
  return [
    [
      "aws:iam/role:Role",
      name,
      { name, inlinePolicies: [{ name: "grants", policy }], assumeRolePolicy: {} },
      { arn: roleArn },
    ],
    [
      "aws:lambda/function:Function",
      name,
      {
        name,
        role: roleArn,
        runtime: "nodejs24.x",
        architectures: ["arm64"],
        memorySize: 512,
        reservedConcurrentExecutions: 5,
        ...more,
      },
      { arn: lambdaArn(name) },
    ],
  ];
}

const queue = (name: string, more: Inputs = {}): Part => [
  "aws:sqs/queue:Queue",
  name,
  { name, redrivePolicy: { deadLetterTargetArn: queueArn("Dead"), maxReceiveCount: 3 }, ...more },
  { arn: queueArn(name), url: `https://sqs/${name}` },
];

const mapping = (source: string, name: string, more: Inputs = {}): Part => [
  "aws:lambda/eventSourceMapping:EventSourceMapping",
  `${name}Mapping`,
  { eventSourceArn: source, functionName: `${lambdaArn(name)}:live`, ...more },
  { uuid: name },
];

const bucket = (prefix: string): readonly Part[] => [
  ["aws:s3/bucket:Bucket", "Files", { bucket: "files" }, { arn: "arn:aws:s3:::files" }],
  [
    "aws:s3/bucketNotification:BucketNotification",
    "FilesNotification",
    {
      bucket: "files",
      lambdaFunctions: [{ lambdaFunctionArn: lambdaArn("Importer"), filterPrefix: prefix }],
    },
  ],
];

const flow = (task: Inputs): readonly Part[] => [
  [
    "aws:iam/role:Role",
    "FlowRole",
    { name: "FlowRole", assumeRolePolicy: {} },
    { arn: "arn:aws:iam::123456789012:role/Flow" },
  ],
  [
    "aws:sfn/stateMachine:StateMachine",
    "Flow",
    {
      name: "Flow",
      roleArn: "arn:aws:iam::123456789012:role/Flow",
      definition: JSON.stringify({
        StartAt: "Work",
        States: {
          Work: { Type: "Task", Arguments: { FunctionName: lambdaArn("Worker") }, ...task },
        },
      }),
    },
    { arn: machineArn },
  ],
];

type Settings = {
  readonly loops?: Readonly<Record<string, string>>;
  readonly contracts?: readonly Contract[];
};

function find(
  parts: readonly (Part | readonly Part[])[],
  { loops = {}, contracts = [] }: Settings = {},
) {
  const list = parts.flatMap((part) =>
    typeof part[0] === "string" ? [part as Part] : (part as readonly Part[]),
  );
  const names = list
    .filter(([type]) => type === "aws:lambda/function:Function")
    .map(([, name]) => name);
  const plan: Plan = {
    ...planOf(...list),
    bundles: Object.fromEntries(names.map((name) => [name, functionNamed(name).bundle])),
  };
  const facts = {
    settings: { runaway: { functionUsdPerHour: 1, invocationsPerEvent: 12, loops } },
    graph: eventGraphOf(plan, contracts),
    functions: functionsOf(plan),
    accountConcurrency: 1_000,
  };
  return runawayRules.flatMap((rule) => rule(facts));
}

const contract = (name: string, from: string, to: string): Contract => ({
  name,
  via: { kind: "operator" },
  payload: null,
  producers: [{ inside: from }],
  consumer: { inside: to },
  idempotency: { by: "nature" },
  deadLetters: null,
});

test.each<[string, readonly (Part | readonly Part[])[], Settings]>([
  [
    "a function that writes to another prefix of the bucket that triggers it",
    [...bucket("in/"), lambda("Importer", [["s3:PutObject", "arn:aws:s3:::files/out/*"]])],
    {},
  ],
  [
    "a function that reads the bucket that triggers it",
    [...bucket("in/"), lambda("Importer", [["s3:GetObject", "arn:aws:s3:::files/*"]])],
    {},
  ],
  [
    "a chain of queues",
    [
      lambda("First", [["sqs:SendMessage", queueArn("Jobs")]]),
      queue("Jobs"),
      mapping(queueArn("Jobs"), "Second"),
      lambda("Second", [["sqs:SendMessage", queueArn("Done")]]),
      queue("Done"),
    ],
    {},
  ],
  [
    "a loop whose end is explained",
    [
      queue("Jobs"),
      mapping(queueArn("Jobs"), "Worker"),
      lambda("Worker", [["sqs:SendMessage", queueArn("Jobs")]]),
    ],
    { loops: { "Worker > Jobs > Worker": "it ends" } },
  ],
  [
    "a mapping that is off",
    [
      lambda("Worker", [["sqs:SendMessage", queueArn("Jobs")]]),
      queue("Jobs"),
      mapping(queueArn("Jobs"), "Worker", { enabled: false }),
    ],
    {},
  ],
])("%s is clean", (_what, parts, settings) => {
  expect(find(parts, settings)).toEqual([]);
});

test.each<[string, string, readonly (Part | readonly Part[])[], Settings]>([
  [
    "Importer > Files/in/* > Importer",
    "a function that writes to the prefix that triggers it",
    [...bucket("in/"), lambda("Importer", [["s3:PutObject", "arn:aws:s3:::files/*"]])],
    {},
  ],
  [
    "Importer > Files/in/* > Importer",
    "a function that may write below the prefix",
    [...bucket("in/"), lambda("Importer", [["s3:*", "arn:aws:s3:::files/in/done/*"]])],
    {},
  ],
  [
    "Worker > Jobs > Worker",
    "a queue that feeds its own producer",
    [
      queue("Jobs"),
      mapping(queueArn("Jobs"), "Worker"),
      lambda("Worker", [["sqs:*", queueArn("Jobs")]]),
    ],
    {},
  ],
  [
    "Worker > Dead > Worker",
    "a dead-letter queue that the same function consumes and fills",
    [
      queue("Dead", { redrivePolicy: null }),
      mapping(queueArn("Dead"), "Worker", { maximumRetryAttempts: 1 }),
      lambda("Worker", [["sqs:SendMessage", queueArn("Dead")]]),
    ],
    {},
  ],
  [
    "Worker > Changes > Worker",
    "a stream whose consumer writes to it",
    [
      ["aws:kinesis/stream:Stream", "Changes", { name: "Changes" }, { arn: streamArn }],
      mapping(streamArn, "Worker", { maximumRetryAttempts: 2, startingPosition: "LATEST" }),
      lambda("Worker", [["kinesis:PutRecords", streamArn]]),
    ],
    {},
  ],
  [
    "Worker > Rows > Worker",
    "a table whose stream's consumer writes to it",
    [
      ["aws:dynamodb/table:Table", "Rows", { name: "Rows" }, { arn: tableArn }],
      mapping(`${tableArn}/stream/2026-01-01`, "Worker", { maximumRetryAttempts: 2 }),
      lambda("Worker", [["dynamodb:UpdateItem", tableArn]]),
    ],
    {},
  ],
  [
    "Worker > News > Worker",
    "a topic",
    [
      ["aws:sns/topic:Topic", "News", { name: "News" }, { arn: topicArn }],
      [
        "aws:sns/topicSubscription:TopicSubscription",
        "NewsToWorker",
        { topic: topicArn, protocol: "lambda", endpoint: lambdaArn("Worker") },
      ],
      lambda("Worker", [["sns:Publish", topicArn]]),
    ],
    {},
  ],
  [
    "Worker > Bus > Worker",
    "an event bus",
    [
      [
        "aws:cloudwatch/eventBus:EventBus",
        "Bus",
        { name: "bus" },
        { arn: `arn:aws:events:${account}:event-bus/bus`, name: "bus" },
      ],
      [
        "aws:cloudwatch/eventTarget:EventTarget",
        "BusToWorker",
        { eventBusName: "bus", rule: "all", arn: lambdaArn("Worker") },
      ],
      lambda("Worker", [["events:PutEvents", `arn:aws:events:${account}:event-bus/bus`]]),
    ],
    {},
  ],
  [
    "Worker > Flow > Worker",
    "a workflow that its task starts",
    [...flow({}), lambda("Worker", [["states:StartExecution", machineArn]])],
    {},
  ],
  [
    "Worker > Failed > Worker",
    "a failure destination whose consumer fails to itself",
    [
      queue("Failed"),
      mapping(queueArn("Failed"), "Worker"),
      [
        "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
        "WorkerInvocations",
        {
          functionName: "Worker",
          destinationConfig: { onFailure: { destination: queueArn("Failed") } },
        },
      ],
      lambda("Worker"),
    ],
    {},
  ],
  [
    "Clerk > Jobs > Relay > Clerk",
    "an outbox, by its contract",
    [
      lambda("Clerk", [["sqs:SendMessage", queueArn("Jobs")]]),
      queue("Jobs"),
      mapping(queueArn("Jobs"), "Relay"),
      lambda("Relay"),
    ],
    { contracts: [contract("forms", "Relay", "Clerk")] },
  ],
])("the loop %s through %s is found", (loop, _what, parts, settings) => {
  expect(find(parts, settings)).toContainEqual(
    expect.objectContaining({
      rule: "governance/event-loop",
      resource: loop.split(" > ")[0],
      message: expect.stringContaining(`without an end: ${loop}.`),
    }),
  );
});

test("an accepted loop that no longer exists is found", () => {
  const loops = { "Worker > Jobs > Worker": "it ends" };
  expect(find([lambda("Worker")], { loops })).toMatchObject([
    { rule: "governance/event-loop", message: expect.stringMatching(/does not exist/) },
  ]);
});

test.each<[string, RegExp, readonly (Part | readonly Part[])[]]>([
  [
    "a queue with 13 deliveries",
    /One event can cause 13 invocations for \$0\.00, for example by Jobs \(13x\) > Worker/,
    [
      queue("Jobs", {
        redrivePolicy: { deadLetterTargetArn: queueArn("Dead"), maxReceiveCount: 13 },
      }),
      mapping(queueArn("Jobs"), "Worker"),
      lambda("Worker"),
    ],
  ],
  [
    "a queue without a dead-letter queue",
    /can cause invocations without an end/,
    [queue("Jobs", { redrivePolicy: null }), mapping(queueArn("Jobs"), "Worker"), lambda("Worker")],
  ],
  [
    "a stream with unlimited retries",
    /can cause invocations without an end/,
    [
      ["aws:kinesis/stream:Stream", "Changes", { name: "Changes" }, { arn: streamArn }],
      mapping(streamArn, "Worker", { startingPosition: "LATEST" }),
      lambda("Worker"),
    ],
  ],
  [
    "retries of a task that begins work with retries of its own",
    /Flow \(4x\) > Worker \(1x\) > Jobs \(3x\) > Second/,
    [
      ...flow({ Retry: [{ MaxAttempts: 2 }, { MaxAttempts: 1 }] }),
      lambda("Worker", [["sqs:SendMessage", queueArn("Jobs")]]),
      queue("Jobs"),
      mapping(queueArn("Jobs"), "Second"),
      lambda("Second"),
    ],
  ],
])("%s multiplies too often", (_what, message, parts) => {
  expect(find(parts)).toContainEqual(
    expect.objectContaining({
      rule: "governance/retry-amplification",
      message: expect.stringMatching(message),
    }),
  );
});

test("the worst event costs what its invocations cost until their timeouts", () => {
  const graph = {
    edges: [
      { from: "Jobs", to: "Worker", attempts: 5 },
      { from: "Worker", to: "Done", attempts: 1 },
      { from: "Done", to: "Clerk", attempts: 3 },
    ],
    declared: [],
    functions: new Set(["Worker", "Clerk"]),
  };
  const definitions = ["Worker", "Clerk"].map((name) =>
    functionNamed(name, { memoryMb: 1_024, timeoutMs: 60_000 }),
  );
  // 5 of Worker, and 5 x 3 of Clerk, of a minute with 1 GB each.
  expect(worstEvents(graph, definitions)[0]).toEqual({
    source: "Jobs",
    invocations: 20,
    usd: expect.closeTo(20 * (60 * 0.000_013_333_4 + 0.000_000_2), 9),
    way: ["Jobs (5x)", "Worker (1x)", "Done (3x)", "Clerk"],
  });
});

test("a function whose concurrency can cost too much an hour is found", () => {
  const expensive = lambda("Worker", [], { reservedConcurrentExecutions: 50 });
  expect(find([expensive])).toMatchObject([
    {
      rule: "governance/worst-case-spend",
      message: "It can cost $1.56 an hour: 50 at once with 512 MB. The limit is $1.",
      fix: "concurrency: 32, or less memory",
    },
  ]);
  // 0.5 GB for an hour, and ten requests a second.
  expect(usdPerHour({ memoryMb: 512, architecture: "arm64" }, 1)).toBeCloseTo(
    0.5 * 3_600 * 0.000_013_333_4 + 36_000 * 0.000_000_2,
    9,
  );
});
