import { SFNClient } from "@aws-sdk/client-sfn";
import { serveOperations } from "@stagecraft/local-stage/sqs/testing/json-protocol-server";
import {
  awaiting,
  invoking,
  machineOf,
  openTestStepFunctions,
  type TestFunction,
} from "@stagecraft/local-stage/step-functions/testing/open-test-step-functions";
import { expect, onTestFinished, test } from "vitest";
import type { ExecutionHistory } from "./execution-history.ts";
import { printExecution } from "./print-execution.ts";
import { printExecutions } from "./print-executions.ts";
import { readExecution } from "./read-execution.ts";
import { troublesOf } from "./troubles-of.ts";

type States = Parameters<typeof machineOf>[0];

/** The local stage's Step Functions with a clock that stands still, behind the real SDK. */
async function open(states: States, functions: { readonly [name: string]: TestFunction } = {}) {
  const stage = openTestStepFunctions([machineOf(states)], { functions });
  const operations = Object.entries(stage.stepFunctions().operations).map(
    ([name, operation]) => [`AWSStepFunctions.${name}`, operation] as const,
  );
  const client = new SFNClient({
    endpoint: await serveOperations(Object.fromEntries(operations)),
    region: "eu-west-1",
    credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" },
    maxAttempts: 1,
  });
  onTestFinished(() => client.destroy());
  const executionArn = await stage.start({ n: 1 });
  await stage.quiet();
  return {
    stage,
    executionArn,
    /** Lets time pass. */
    async wait(ms: number) {
      stage.clock.advance(ms);
      await stage.quiet();
    },
    async read(): Promise<ExecutionHistory> {
      const execution = await readExecution(client, executionArn);
      if (!execution) throw new Error(`There is no execution ${executionArn}`);
      return execution;
    },
  };
}

/** A function's error as Lambda returns it: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html */
const throwing = (errorType: string, errorMessage: string, trace: readonly string[] = []) => ({
  kind: "function-error",
  payload: { errorType, errorMessage, trace },
  requestId: "r",
});

const retried = (name: string, more: object = {}) =>
  invoking(name, {
    Retry: [{ ErrorEquals: ["Busy"], IntervalSeconds: 2, BackoffRate: 1, MaxAttempts: 2 }],
    Catch: [{ ErrorEquals: ["States.ALL"], Next: "Undo" }],
    Next: "Done",
    ...more,
  });
const undo = { Undo: { Type: "Pass", Next: "Done" }, Done: { Type: "Succeed" } };

test("a task has its attempts, their errors, the delays between them, and the state that caught the last", async () => {
  const trace = [
    "Busy: no line",
    "    at ring (/var/task/bundle.mjs:1:2)",
    "    at process.processTicksAndRejections (node:internal/process/task_queues:105:5)",
  ];
  const { wait, read, stage } = await open(
    { Ring: retried("ring"), ...undo },
    { ring: () => throwing("Busy", "no line", trace) },
  );
  await wait(2_000);
  await wait(2_000);
  const execution = await read();
  expect(execution.status).toBe("SUCCEEDED");
  expect(execution.steps.map(({ state, type }) => `${type} ${state}`)).toEqual([
    "Task Ring",
    "Pass Undo",
    "Succeed Done",
  ]);
  const failure = {
    error: "Busy",
    message: "no line",
    frames: ["at ring (/var/task/bundle.mjs:1:2)"],
  };
  const failed = { calls: "ring", outcome: "failed", failure };
  expect(execution.steps[0]).toMatchObject({
    attempts: [{ ...failed, retriedAfterMs: 2_000 }, { ...failed, retriedAfterMs: 2_000 }, failed],
    caughtBy: "Undo",
  });
  expect(execution.steps[0]?.attempts[2]).not.toHaveProperty("retriedAfterMs");
  expect(troublesOf(execution, stage.clock.nowMs())).toEqual([
    {
      state: "Ring",
      text: "failed in 3 attempts with Busy: no line at ring (/var/task/bundle.mjs:1:2); caught by Undo",
    },
  ]);
  expect(printExecution(execution, stage.clock.nowMs() + 60_000)).toBe(
    [
      "one",
      "  execution  arn:aws:states:eu-west-1:123456789012:execution:flow:one",
      "  started    2026-01-05T00:00:00.000Z",
      "  status     SUCCEEDED after 4.0 s, 1 min ago",
      "",
      "  2026-01-05T00:00:00.000Z  Ring  Task, 4.0 s",
      "      attempts 1 to 3 of ring failed within 4.0 s: Busy: no line",
      "          at ring (/var/task/bundle.mjs:1:2)",
      "      the failure was caught and leads to Undo",
      "  2026-01-05T00:00:04.000Z  Undo  Pass",
      "  2026-01-05T00:00:04.000Z  Done  Succeed",
    ].join("\n"),
  );
});

test("a task that waits for a callback says since when, and for how long it may", async () => {
  const tokens: string[] = [];
  const { wait, read, stage } = await open(
    {
      Pay: awaiting("pay", {
        HeartbeatSeconds: 300,
        TimeoutSeconds: 900,
        Retry: [{ ErrorEquals: ["States.HeartbeatTimeout"], IntervalSeconds: 1, MaxAttempts: 3 }],
        Next: "Done",
      }),
      Done: { Type: "Succeed" },
    },
    { pay: ({ token }) => void tokens.push(token) },
  );
  await wait(300_000);
  const trouble = async () => troublesOf(await read(), stage.clock.nowMs());
  expect(await trouble()).toEqual([
    {
      state: "Pay",
      text: "attempt 1 timed out after 5 min, 5 min of them waiting for a callback (heartbeat 5 min, timeout 15 min): States.Timeout; waits for its next attempt",
    },
  ]);
  await wait(1_000);
  await wait(60_000);
  expect(await trouble()).toEqual([
    {
      state: "Pay",
      text: "attempt 2 waits for a callback for 1 min (heartbeat 5 min, timeout 15 min); the attempt before timed out: States.Timeout",
    },
  ]);
  await stage.call("SendTaskFailure", {
    taskToken: tokens[1],
    error: "Refused",
    cause: `the token ${tokens[1]} is of no use`,
  });
  await stage.quiet();
  const execution = await read();
  expect(execution).toMatchObject({
    status: "FAILED",
    failure: { error: "Refused", message: "the token [token] is of no use" },
  });
  const printed = [
    printExecution(execution, stage.clock.nowMs()),
    printExecutions([execution], stage.clock.nowMs()),
    JSON.stringify(execution),
  ].join("\n");
  expect(printed).toContain("nothing catches the failure: the execution ends here");
  for (const token of tokens) expect(printed).not.toContain(token.slice(0, 20));
  expect(tokens).toHaveLength(2);
});

test("states of branches are below their state, and each attempt belongs to its own branch", async () => {
  const branch = (name: string) => ({
    StartAt: name,
    States: { [name]: invoking(name, { End: true }) },
  });
  const { read } = await open(
    {
      Both: { Type: "Parallel", Branches: [branch("left"), branch("right")], Next: "Each" },
      Each: {
        Type: "Map",
        Items: "{% [1..300] %}",
        ItemProcessor: branch("item"),
        Next: "Done",
      },
      Done: { Type: "Succeed" },
    },
    { left: () => 1, right: () => 2, item: (item) => item },
  );
  const { steps, status } = await read();
  expect(status).toBe("SUCCEEDED");
  expect(steps.slice(0, 4).map(({ state, depth }) => [state, depth])).toEqual([
    ["Both", 0],
    ["left", 1],
    ["right", 1],
    ["Each", 0],
  ]);
  // More than a page of events.
  const items = steps.filter(({ state }) => state === "item");
  expect(items).toHaveLength(300);
  expect(items.every(({ attempts }) => attempts[0]?.outcome === "succeeded")).toBe(true);
  expect(steps.every(({ leftMs }) => leftMs !== undefined)).toBe(true);
  expect(steps.at(-1)).toMatchObject({ state: "Done", depth: 0 });
});

test("a failure in a branch is caught by the state around it", async () => {
  const { read } = await open(
    {
      Both: {
        Type: "Parallel",
        Branches: [{ StartAt: "left", States: { left: invoking("left", { End: true }) } }],
        Catch: [{ ErrorEquals: ["States.ALL"], Next: "Undo" }],
        Next: "Done",
      },
      ...undo,
    },
    { left: () => throwing("TypeError", "x is not a function") },
  );
  const execution = await read();
  expect(execution.steps).toMatchObject([
    { state: "Both", failure: { error: "TypeError" }, caughtBy: "Undo" },
    { state: "left", depth: 1, attempts: [{ outcome: "failed" }] },
    { state: "Undo", depth: 0 },
    { state: "Done" },
  ]);
  expect(printExecution(execution, 0)).not.toContain("nothing catches");
});

test("a failed execution that a person continued shows when, and the new attempt in the same state", async () => {
  let works = false;
  const { read, wait, stage, executionArn } = await open(
    { Ring: invoking("ring", { Next: "Done" }), Done: { Type: "Succeed" } },
    { ring: () => (works ? "ok" : throwing("TypeError", "x is not a function")) },
  );
  expect(await read()).toMatchObject({
    status: "FAILED",
    failure: { error: "TypeError", message: "x is not a function" },
  });
  works = true;
  await wait(60_000);
  await stage.call("RedriveExecution", { executionArn });
  await stage.quiet();
  const execution = await read();
  expect(execution.status).toBe("SUCCEEDED");
  expect(execution.redrivenMs).toEqual([stage.clock.nowMs()]);
  expect(execution.steps.map(({ state }) => state)).toEqual(["Ring", "Done"]);
  expect(execution.steps[0]?.attempts.map(({ outcome }) => outcome)).toEqual([
    "failed",
    "succeeded",
  ]);
  expect(printExecution(execution, stage.clock.nowMs())).toContain(
    "  2026-01-05T00:01:00.000Z  continued by a person (redrive)",
  );
});

test.each([
  [
    "a Wait state",
    { Rest: { Type: "Wait", Seconds: 600, Next: "Done" }, Done: { Type: "Succeed" } },
    { state: "Rest", text: "is in this state for 1 min" },
  ],
  [
    "an expression that cannot be evaluated",
    {
      Sum: { Type: "Pass", Output: "{% $states.input.n + 'one' %}", Next: "Done" },
      Done: { Type: "Succeed" },
    },
    {
      state: "Sum",
      text: expect.stringMatching(/^failed with States.QueryEvaluationError: .*'Sum'/),
    },
  ],
])("%s is named with its state", async (_, states, trouble) => {
  const { wait, read, stage } = await open(states);
  await wait(60_000);
  expect(troublesOf(await read(), stage.clock.nowMs())).toEqual([trouble]);
});
