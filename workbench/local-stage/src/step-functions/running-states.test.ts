import { expect, test } from "vitest";
import {
  functionArn,
  invoking,
  machineOf,
  openTestStepFunctions,
} from "./testing/open-test-step-functions.ts";

// https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
test("a task gets its input, passes its result on and stores variables for later states", async () => {
  const machine = machineOf({
    Price: invoking("price", {
      Arguments: {
        FunctionName: functionArn("price"),
        Payload: { code: "{% $states.input.code %}" },
      },
      Assign: { paid: "{% $states.result.Payload.price * $states.input.quantity %}" },
      Output: { result: "{% $states.result.Payload %}" },
      Next: "Sum",
    }),
    Sum: {
      Type: "Pass",
      Output: { paid: "{% $paid %}", before: "{% $states.input %}" },
      End: true,
    },
  });
  const stage = openTestStepFunctions([machine], {
    functions: { price: ({ code }) => ({ code, price: 2 }) },
  });
  const { status, output } = await stage.run({ code: "85123A", quantity: 6 });
  expect(status).toBe("SUCCEEDED");
  expect(output).toEqual({ paid: 12, before: { result: { code: "85123A", price: 2 } } });
});

// https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html
test("without Output, a task's output is the response of Lambda's Invoke", async () => {
  const stage = openTestStepFunctions(
    [machineOf({ Ask: invoking("ask", { Output: undefined, End: true }) })],
    { functions: { ask: () => "yes" } },
  );
  expect((await stage.run()).output).toMatchObject({
    ExecutedVersion: "$LATEST",
    Payload: "yes",
    StatusCode: 200,
  });
});

// https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html
test("Assign and Output are evaluated with the variables as they were when the state began", async () => {
  const stage = openTestStepFunctions([
    machineOf({
      First: { Type: "Pass", Assign: { x: 1, a: "a" }, Next: "Second" },
      Second: {
        Type: "Pass",
        Assign: { x: "{% $x + 1 %}", y: "{% $x %}" },
        Output: "{% $x %}",
        Next: "Third",
      },
      Third: { Type: "Succeed", Output: "{% [$states.input, $x, $y, $a] %}" },
    }),
  ]);
  expect((await stage.run()).output).toEqual([1, 2, 1, "a"]);
});

// https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html
test.each([
  [{ total: 50 }, { way: "large", seen: 50 }],
  [{ total: 5 }, { way: "small" }],
])(
  "the first true condition of a Choice decides, with its own Assign and Output: %j",
  async (input, output) => {
    const stage = openTestStepFunctions([
      machineOf({
        Large: {
          Type: "Choice",
          Choices: [
            { Condition: "{% $states.input.total > 100 %}", Next: "Never" },
            {
              Condition: "{% $states.input.total > 10 %}",
              Assign: { seen: "{% $states.input.total %}" },
              Output: { way: "large" },
              Next: "End",
            },
          ],
          Assign: { seen: "{% [] %}" },
          Output: { way: "small" },
          Default: "Done",
        },
        Never: { Type: "Fail" },
        End: {
          Type: "Pass",
          Output: "{% $merge([$states.input, { 'seen': $seen }]) %}",
          End: true,
        },
        Done: { Type: "Succeed" },
      }),
    ]);
    expect((await stage.run(input)).output).toEqual(output);
  },
);

// Measured on AWS: https://github.com/floci-io/floci/pull/3167. The language's name for it is States.NoChoiceMatched.
test("a Choice without a matching rule fails the execution with States.Runtime", async () => {
  const stage = openTestStepFunctions([
    machineOf({
      Pick: { Type: "Choice", Choices: [{ Condition: "{% false %}", Next: "End" }] },
      End: { Type: "Succeed" },
    }),
  ]);
  expect(await stage.run()).toMatchObject({ status: "FAILED", error: "States.Runtime" });
});

// https://docs.aws.amazon.com/step-functions/latest/dg/state-wait.html
test.each([
  ["Seconds", 90],
  ["Seconds", "{% $states.input.wait %}"],
  ["Timestamp", "{% $fromMillis($toMillis($states.context.State.EnteredTime) + 90000) %}"],
])("a Wait passes its input on once its %s (%s) are over", async (field, value) => {
  const stage = openTestStepFunctions([
    machineOf({ Nap: { Type: "Wait", [field]: value, End: true } }),
  ]);
  expect((await stage.run({ wait: 90 })).status).toBe("RUNNING");
  expect(stage.stepFunctions().idle()).toBe(true);
  stage.clock.advance(89_999);
  await stage.quiet();
  expect(stage.stepFunctions().counts().flow?.RUNNING).toBe(1);
  stage.clock.advance(1);
  await stage.quiet();
  expect(stage.stepFunctions().counts().flow).toMatchObject({ RUNNING: 0, SUCCEEDED: 1 });
});

// https://docs.aws.amazon.com/step-functions/latest/dg/state-fail.html
test("a Fail state ends the execution with the error and cause that it evaluates", async () => {
  const stage = openTestStepFunctions([
    machineOf({ Stop: { Type: "Fail", Error: "{% $states.input.why %}", Cause: "no stock" } }),
  ]);
  const ended = await stage.run({ why: "OutOfStock" });
  expect(ended).toMatchObject({ status: "FAILED", error: "OutOfStock", cause: "no stock" });
  expect(await stage.types(ended.executionArn)).toEqual([
    ...["ExecutionStarted", "FailStateEntered", "ExecutionFailed"],
  ]);
});

// https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html
test("the context object has execution, machine and state with the stage's time", async () => {
  const stage = openTestStepFunctions([
    machineOf({
      Look: {
        Type: "Pass",
        Output: { context: "{% $states.context %}", now: "{% $now() %}" },
        End: true,
      },
    }),
  ]);
  const { output, executionArn } = await stage.run({ a: 1 });
  const at = new Date(stage.clock.nowMs()).toISOString();
  expect(output).toEqual({
    now: at,
    context: {
      Execution: {
        Id: executionArn,
        Input: { a: 1 },
        Name: "one",
        StartTime: at,
        RedriveCount: 0,
        RoleArn: "arn:aws:iam::123456789012:role/flow",
      },
      StateMachine: {
        Id: executionArn.replace(":execution:", ":stateMachine:").replace(":one", ""),
        Name: "flow",
      },
      State: { EnteredTime: at, Name: "Look", RetryCount: 0 },
    },
  });
});

// https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
test.each([
  ["$nothing", "returned nothing (undefined)."],
  ["$boom()", "threw an error during evaluation. T1006: Attempted to invoke a non-function"],
  ["function($x){$x}", "returned an unsupported result type."],
  ["[$sum]", "returned an unsupported result type."],
])("an Output of %s is a States.QueryEvaluationError with AWS's wording", async (source, words) => {
  const stage = openTestStepFunctions([
    machineOf({ Bad: { Type: "Pass", Output: { value: `{% ${source} %}` }, End: true } }),
  ]);
  const ended = await stage.run();
  const cause = `An error occurred while executing the state 'Bad' (entered at the event id #2). The JSONata expression '${source}' specified for the field 'Output/value' ${words}`;
  expect(ended).toMatchObject({ status: "FAILED", error: "States.QueryEvaluationError", cause });
  expect((await stage.history(ended.executionArn))[2]).toMatchObject({
    type: "EvaluationFailed",
    evaluationFailedEventDetails: { state: "Bad", location: "Output/value", cause },
  });
});

// https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
test("an output over 256 KiB is States.DataLimitExceeded", async () => {
  const stage = openTestStepFunctions([
    machineOf({ Big: { Type: "Pass", Output: "{% $pad('', 262143, 'x') %}", End: true } }),
  ]);
  expect(await stage.run()).toMatchObject({
    status: "FAILED",
    error: "States.DataLimitExceeded",
    cause:
      "The state/task 'Big' returned a result with a size exceeding the maximum number of bytes service limit.",
  });
});

test("an execution's history ends with 25,000 events, and so does the execution", async () => {
  const stage = openTestStepFunctions([
    machineOf({
      Again: {
        Type: "Choice",
        Choices: [{ Condition: "{% false %}", Next: "End" }],
        Default: "On",
      },
      On: { Type: "Pass", Next: "Again" },
      End: { Type: "Succeed" },
    }),
  ]);
  expect(await stage.run()).toMatchObject({
    status: "FAILED",
    error: "States.Runtime",
    cause: "The execution reached the maximum number of history events (25000).",
  });
});

test("an execution that outlives the machine's TimeoutSeconds is TIMED_OUT, with the error in its history alone", async () => {
  const stage = openTestStepFunctions([
    machineOf({ Nap: { Type: "Wait", Seconds: 60, End: true } }, { top: { TimeoutSeconds: 30 } }),
  ]);
  const { executionArn } = await stage.run();
  stage.clock.advance(30_000);
  const ended = await stage.describe(executionArn);
  expect(ended).toMatchObject({ status: "TIMED_OUT", redriveStatus: "REDRIVABLE" });
  expect(ended).not.toHaveProperty("error");
  expect((await stage.history(executionArn)).at(-1)).toMatchObject({
    type: "ExecutionTimedOut",
    executionTimedOutEventDetails: { error: "States.Timeout" },
  });
});
