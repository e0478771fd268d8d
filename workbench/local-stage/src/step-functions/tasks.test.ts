import { expect, test } from "vitest";
import {
  awaiting,
  functionArn,
  invoking,
  machineOf,
  openTestStepFunctions,
  outcomeOf,
  roleArn,
} from "./testing/open-test-step-functions.ts";

// https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html
test("the history of a task has AWS's events and details", async () => {
  const stage = openTestStepFunctions(
    [machineOf({ Ask: invoking("ask", { TimeoutSeconds: 30, Assign: { a: 1 }, End: true }) })],
    { functions: { ask: () => "yes" } },
  );
  const { executionArn } = await stage.run({ q: 1 });
  const names = { resourceType: "lambda", resource: "invoke" };
  const data = { truncated: false };
  const timestamp = stage.clock.nowMs() / 1_000;
  const parameters = JSON.stringify({ FunctionName: functionArn("ask"), Payload: { q: 1 } });
  expect(await stage.history(executionArn)).toEqual([
    {
      timestamp,
      type: "ExecutionStarted",
      id: 1,
      previousEventId: 0,
      executionStartedEventDetails: { input: '{"q":1}', inputDetails: data, roleArn },
    },
    {
      timestamp,
      type: "TaskStateEntered",
      id: 2,
      previousEventId: 0,
      stateEnteredEventDetails: { name: "Ask", input: '{"q":1}', inputDetails: data },
    },
    {
      timestamp,
      type: "TaskScheduled",
      id: 3,
      previousEventId: 2,
      taskScheduledEventDetails: {
        ...names,
        region: "eu-west-1",
        parameters,
        timeoutInSeconds: 30,
      },
    },
    {
      timestamp,
      type: "TaskStarted",
      id: 4,
      previousEventId: 3,
      taskStartedEventDetails: names,
    },
    {
      timestamp,
      type: "TaskSucceeded",
      id: 5,
      previousEventId: 4,
      taskSucceededEventDetails: {
        ...names,
        output: expect.stringContaining('"Payload":"yes"'),
        outputDetails: data,
      },
    },
    {
      timestamp,
      type: "TaskStateExited",
      id: 6,
      previousEventId: 5,
      stateExitedEventDetails: {
        name: "Ask",
        output: '"yes"',
        outputDetails: data,
        assignedVariables: { a: "1" },
        assignedVariablesDetails: data,
      },
    },
    {
      timestamp,
      type: "ExecutionSucceeded",
      id: 7,
      previousEventId: 6,
      executionSucceededEventDetails: { output: '"yes"', outputDetails: data },
    },
  ]);
});

// https://docs.aws.amazon.com/step-functions/latest/dg/connect-sqs.html
test("a message is sent as the role, an object as JSON", async () => {
  const QueueUrl = "https://sqs.eu-west-1.amazonaws.com/123456789012/jobs";
  const stage = openTestStepFunctions([
    machineOf({
      Tell: {
        Type: "Task",
        Resource: "arn:aws:states:::sqs:sendMessage",
        Arguments: {
          QueueUrl,
          MessageBody: { order: "{% $states.input.id %}" },
          MessageGroupId: "g",
        },
        Output: "{% $states.result.MessageId %}",
        End: true,
      },
    }),
  ]);
  expect((await stage.run({ id: 7 })).output).toBe("m1");
  expect(stage.sent).toEqual([
    {
      QueueUrl,
      MessageBody: '{"order":7}',
      MessageGroupId: "g",
      caller: { kind: "role", roleArn },
    },
  ]);
});

// https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
test.each([
  [
    "the function's own error",
    outcomeOf.error("OutOfStock", "none left"),
    "OutOfStock",
    '{"errorType":"OutOfStock","errorMessage":"none left"}',
  ],
  [
    "an error without a type",
    outcomeOf.error(""),
    "Lambda.Unknown",
    '{"errorType":"","errorMessage":""}',
  ],
  [
    "a throttle",
    outcomeOf.throttled,
    "Lambda.TooManyRequestsException",
    "Rate Exceeded. (Service: AWSLambda; Status Code: 429; Error Code: TooManyRequestsException;",
  ],
])("%s fails the task by name", async (_, outcome, error, cause) => {
  const stage = openTestStepFunctions([machineOf({ Ask: invoking("ask", { End: true }) })], {
    functions: { ask: () => outcome },
  });
  const ended = await stage.run();
  expect(ended).toMatchObject({ status: "FAILED", error, cause: expect.stringContaining(cause) });
  expect((await stage.types(ended.executionArn)).slice(3)).toEqual([
    ...["TaskStarted", "TaskFailed", "ExecutionFailed"],
  ]);
});

test.each([
  ["lambda:InvokeFunction", invoking("ask", { End: true }), "Lambda.AWSLambdaException"],
  [
    "sqs:SendMessage",
    {
      Type: "Task",
      Resource: "arn:aws:states:::sqs:sendMessage",
      End: true,
      Arguments: { QueueUrl: "https://sqs/1/q", MessageBody: "hello" },
    },
    "SQS.AmazonSQSException",
  ],
])(
  "a role without %s fails the task with AWS's refusal, and that is reported",
  async (denied, state, error) => {
    const stage = openTestStepFunctions([machineOf({ Do: state })], { denied });
    const ended = await stage.run();
    expect(ended).toMatchObject({ status: "FAILED", error });
    expect(ended.cause).toContain("Status Code: 403");
    expect(stage.events).toContainEqual(
      expect.objectContaining({
        kind: "task-denied",
        state: "Do",
        roleArn,
        reason: "no statement",
      }),
    );
    expect(stage.sent).toEqual([]);
  },
);

test("invalid arguments of a call are States.Runtime, which is not caught", async () => {
  const stage = openTestStepFunctions([
    machineOf({
      Ask: invoking("ask", {
        Arguments: { Payload: 1 },
        Catch: [{ ErrorEquals: ["States.ALL"], Next: "Caught" }],
        End: true,
      }),
      Caught: { Type: "Succeed" },
    }),
  ]);
  expect(await stage.run()).toMatchObject({
    status: "FAILED",
    error: "States.Runtime",
    cause: expect.stringContaining("[The required parameter 'FunctionName' is missing]"),
  });
});

test("a task that runs longer than TimeoutSeconds times out, and its late answer changes nothing", async () => {
  const answer = Promise.withResolvers<string>();
  const stage = openTestStepFunctions(
    [machineOf({ Ask: invoking("ask", { TimeoutSeconds: "{% 10 %}", End: true }) })],
    { functions: { ask: () => answer.promise } },
  );
  const executionArn = await stage.start();
  await stage.until(() => stage.clock.nextDueMs() !== undefined);
  stage.clock.advance(10_000);
  answer.resolve("late");
  await stage.quiet();
  const ended = await stage.describe(executionArn);
  expect(ended).toMatchObject({ status: "FAILED", error: "States.Timeout" });
  expect((await stage.types(executionArn)).slice(-2)).toEqual(["TaskTimedOut", "ExecutionFailed"]);
});

test.each([
  ["times out so long after it got an environment as TimeoutSeconds says", 10_000, "FAILED"],
  ["succeeds before that", 9_999, "SUCCEEDED"],
])("a task whose function waited for this machine %s", async (_, advanceMs, status) => {
  const answer = Promise.withResolvers<string>();
  const held = Promise.withResolvers<void>();
  const waited = Promise.withResolvers<void>();
  const stage = openTestStepFunctions(
    [machineOf({ Ask: invoking("ask", { TimeoutSeconds: 10, End: true }) })],
    {
      functions: {
        async ask(_event, _name, holdTimeouts) {
          const startTimeouts = holdTimeouts();
          held.resolve();
          await waited.promise;
          startTimeouts();
          return answer.promise;
        },
      },
    },
  );
  const executionArn = await stage.start();
  await held.promise;
  stage.clock.advance(3_600_000);
  waited.resolve();
  await stage.until(() => stage.clock.nextDueMs() !== undefined);
  stage.clock.advance(advanceMs);
  answer.resolve("yes");
  await stage.quiet();
  expect(await stage.describe(executionArn)).toMatchObject({ status });
});

// https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html#connect-wait-token
test("a task with a token waits, takes its result from SendTaskSuccess, and then its token is invalid", async () => {
  const tokens: string[] = [];
  const stage = openTestStepFunctions([machineOf({ Pay: awaiting("pay", { End: true }) })], {
    functions: { pay: ({ token }) => void tokens.push(token) },
  });
  const { status, executionArn } = await stage.run();
  expect(status).toBe("RUNNING");
  expect(stage.stepFunctions().idle()).toBe(true);
  const success = { taskToken: tokens[0], output: '{"paid":true}' };
  expect(await stage.call("SendTaskSuccess", success)).toEqual({});
  await stage.quiet();
  expect(await stage.describe(executionArn)).toMatchObject({
    status: "SUCCEEDED",
    output: '{"paid":true}',
  });
  expect((await stage.types(executionArn)).slice(2, 6)).toEqual([
    ...["TaskScheduled", "TaskStarted", "TaskSubmitted", "TaskSucceeded"],
  ]);
  await expect(stage.call("SendTaskSuccess", success)).rejects.toMatchObject({
    code: "TaskTimedOut",
    message: "Task Timed Out: 'Provided task does not exist anymore'",
  });
  await expect(stage.call("SendTaskHeartbeat", { taskToken: "AAAA" })).rejects.toMatchObject({
    code: "InvalidToken",
  });
});

test("a token can be used before the function that got it returns", async () => {
  const answers: Promise<unknown>[] = [];
  const stage: ReturnType<typeof openTestStepFunctions> = openTestStepFunctions(
    [machineOf({ Pay: awaiting("pay", { End: true }) })],
    {
      functions: {
        async pay({ token }) {
          answers.push(stage.call("SendTaskSuccess", { taskToken: token, output: "1" }));
          await Promise.all(answers);
        },
      },
    },
  );
  expect(await stage.run()).toMatchObject({ status: "SUCCEEDED", output: 1 });
});

test("SendTaskFailure fails the task by the name that it gives; a result that is not JSON is refused", async () => {
  const tokens: string[] = [];
  const stage = openTestStepFunctions(
    [
      machineOf({
        Pay: awaiting("pay", { Catch: [{ ErrorEquals: ["Cancelled"], Next: "Undo" }], End: true }),
        Undo: { Type: "Succeed" },
      }),
    ],
    { functions: { pay: ({ token }) => void tokens.push(token) } },
  );
  const { executionArn } = await stage.run();
  const taskToken = tokens[0];
  await expect(stage.call("SendTaskSuccess", { taskToken, output: "{" })).rejects.toMatchObject({
    code: "InvalidOutput",
  });
  await stage.call("SendTaskFailure", { taskToken, error: "Cancelled", cause: "by the customer" });
  await stage.quiet();
  expect(JSON.parse((await stage.describe(executionArn)).output)).toEqual({
    Error: "Cancelled",
    Cause: "by the customer",
  });
});

// https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskHeartbeat.html
test("a missed heartbeat is States.Timeout and caught as States.HeartbeatTimeout; each heartbeat postpones it", async () => {
  const tokens: string[] = [];
  const stage = openTestStepFunctions(
    [
      machineOf({
        Pay: awaiting("pay", {
          HeartbeatSeconds: 60,
          TimeoutSeconds: 3_600,
          Catch: [{ ErrorEquals: ["States.HeartbeatTimeout"], Next: "Missed" }],
          End: true,
        }),
        Missed: { Type: "Succeed" },
      }),
    ],
    { functions: { pay: ({ token }) => void tokens.push(token) } },
  );
  const { executionArn } = await stage.run();
  for (const _ of [1, 2, 3]) {
    stage.clock.advance(59_000);
    await stage.call("SendTaskHeartbeat", { taskToken: tokens[0] });
  }
  expect((await stage.describe(executionArn)).status).toBe("RUNNING");
  stage.clock.advance(60_000);
  await stage.quiet();
  const { status, output } = await stage.describe(executionArn);
  expect([status, JSON.parse(output)]).toEqual([
    "SUCCEEDED",
    { Error: "States.Timeout", Cause: "" },
  ]);
  const [timedOut] = (await stage.history(executionArn)).filter(
    ({ type }) => type === "TaskTimedOut",
  );
  expect(timedOut.taskTimedOutEventDetails).toEqual({
    resourceType: "lambda",
    resource: "invoke.waitForTaskToken",
    error: "States.Timeout",
  });
});
