import { expect, test } from "vitest";
import {
  awaiting,
  branch,
  functionArn,
  invoking,
  machineOf,
  openTestStepFunctions,
  outcomeOf,
} from "./testing/open-test-step-functions.ts";

const first = { Type: "Pass", Next: "Bad" };
const bad = "{% $nothing %}";
const inner = branch({ One: { Type: "Pass", End: true } });

// Recorded from AWS: test_undefined_reference of
// https://github.com/localstack/localstack/blob/main/tests/aws/services/stepfunctions/v2/assign/test_assign_reference_variables.snapshot.json
// and test_map_state_items_eval_jsonata_fail of
// https://github.com/localstack/localstack/blob/main/tests/aws/services/stepfunctions/v2/scenarios/test_base_scenarios.snapshot.json
test.each([
  ["Pass", { Type: "Pass", Output: bad, End: true }, []],
  ["Pass", { Type: "Pass", Assign: { x: bad }, End: true }, []],
  ["Task", invoking("ask", { Arguments: bad, End: true }), []],
  ["Map", { Type: "Map", Items: bad, ItemProcessor: inner, End: true }, ["6 < 5: MapStateFailed"]],
  [
    "Parallel",
    { Type: "Parallel", Arguments: bad, Branches: [inner], End: true },
    ["6 < 5: ParallelStateFailed"],
  ],
  ["Choice", { Type: "Choice", Choices: [{ Condition: bad, Next: "End" }], Default: "End" }, []],
  ["Succeed", { Type: "Succeed", Output: bad }, []],
  ["Fail", { Type: "Fail", Error: bad }, []],
])(
  "a failed evaluation at the begin of a %s follows what the state's entry follows: %j",
  async (type, state, failed) => {
    const stage = openTestStepFunctions([
      machineOf({ First: first, Bad: state, End: { Type: "Succeed" } }),
    ]);
    const { executionArn } = await stage.run();
    const last = 5 + failed.length;
    expect((await stage.chain(executionArn)).slice(2)).toEqual([
      "3 < 2: PassStateExited",
      `4 < 3: ${type}StateEntered`,
      "5 < 3: EvaluationFailed",
      ...failed,
      `${last + 1} < ${last}: ExecutionFailed`,
    ]);
  },
);

// Recorded from AWS: test_wait_timestamp_jsonata of
// https://github.com/localstack/localstack/blob/main/tests/aws/services/stepfunctions/v2/scenarios/test_base_scenarios.snapshot.json
test("a failed evaluation of a Wait follows the state's entry", async () => {
  const stage = openTestStepFunctions([
    machineOf({ First: first, Bad: { Type: "Wait", Timestamp: "{% 'noon' %}", End: true } }),
  ]);
  const { executionArn } = await stage.run();
  expect((await stage.chain(executionArn)).slice(3)).toEqual([
    ...["4 < 3: WaitStateEntered", "5 < 4: EvaluationFailed", "6 < 5: ExecutionFailed"],
  ]);
});

// Recorded from AWS: test_map_catch_error[MAP_CATCH_ERROR_OUTPUT_WITH_RETRY] of
// https://github.com/localstack/localstack/blob/main/tests/aws/services/stepfunctions/v2/states_variables/test_error_output.snapshot.json
test("an attempt follows the failure of the last one, a caught task its failure, and a failed iteration its evaluation", async () => {
  const stage = openTestStepFunctions(
    [
      machineOf({
        Each: {
          Type: "Map",
          Items: [0],
          ItemProcessor: branch({
            Ask: invoking("ask", {
              Retry: [{ ErrorEquals: ["States.ALL"], MaxAttempts: 1 }],
              Catch: [{ ErrorEquals: ["States.ALL"], Next: "Fallback" }],
              End: true,
            }),
            Fallback: { Type: "Pass", Output: bad, End: true },
          }),
          End: true,
        },
      }),
    ],
    { functions: { ask: () => outcomeOf.error("Gone") } },
  );
  const { executionArn } = await stage.run();
  stage.clock.advance(1_000);
  await stage.quiet();
  expect((await stage.chain(executionArn)).slice(3)).toEqual([
    "4 < 3: MapIterationStarted",
    "5 < 4: TaskStateEntered",
    "6 < 5: TaskScheduled",
    "7 < 6: TaskStarted",
    "8 < 7: TaskFailed",
    "9 < 8: TaskScheduled",
    "10 < 9: TaskStarted",
    "11 < 10: TaskFailed",
    "12 < 11: TaskStateExited",
    "13 < 12: PassStateEntered",
    "14 < 12: EvaluationFailed",
    "15 < 14: MapIterationFailed",
    "16 < 14: MapStateFailed",
    "17 < 16: ExecutionFailed",
  ]);
});

// Recorded from AWS: test_sqs_wait_for_task_token_timeout of
// https://github.com/localstack/localstack/blob/main/tests/aws/services/stepfunctions/v2/callback/test_callback.snapshot.json
test("a timeout of a task that waits for its token follows its submission, and fails the execution", async () => {
  const stage = openTestStepFunctions([
    machineOf({ Pay: awaiting("pay", { TimeoutSeconds: 5, End: true }) }),
  ]);
  const { executionArn } = await stage.run();
  stage.clock.advance(5_000);
  await stage.quiet();
  expect((await stage.chain(executionArn)).slice(4)).toEqual([
    ...["5 < 4: TaskSubmitted", "6 < 5: TaskTimedOut", "7 < 6: ExecutionFailed"],
  ]);
});

// Recorded from AWS: test_max_concurrency_path[NoNumber] and test_catch_states_runtime of
// https://github.com/localstack/localstack/blob/main/tests/aws/services/stepfunctions/v2/scenarios/test_base_scenarios.snapshot.json
// In a branch, measured on AWS: https://github.com/floci-io/floci/pull/3167
test("States.Runtime in a branch fails the execution at once, whatever catches it", async () => {
  const all = [{ ErrorEquals: ["States.ALL"], Next: "End" }];
  const end = { Type: "Succeed" };
  const unusable = invoking("ask", {
    Arguments: { FunctionName: functionArn("ask"), Strange: 1 },
    Catch: [{ ErrorEquals: ["States.Runtime"], Next: "End" }],
    End: true,
  });
  const stage = openTestStepFunctions([
    machineOf({
      Both: {
        Type: "Parallel",
        Branches: [
          branch({ Nap: { Type: "Wait", Seconds: 9, End: true } }),
          { StartAt: "Ask", States: { Ask: unusable, End: end } },
        ],
        Catch: all,
        End: true,
      },
      End: end,
    }),
  ]);
  const ended = await stage.run();
  expect(ended).toMatchObject({ status: "FAILED", error: "States.Runtime" });
  expect((await stage.chain(ended.executionArn)).slice(3)).toEqual([
    ...["4 < 3: WaitStateEntered", "5 < 3: TaskStateEntered", "6 < 5: ExecutionFailed"],
  ]);
  expect(stage.clock.nextDueMs()).toBeUndefined();
});

// https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html#redrive-behavior-states
test("a redrive after States.Runtime in a branch starts that state again and keeps the other branch's wait", async () => {
  const stage = openTestStepFunctions(
    [
      machineOf({
        Both: {
          Type: "Parallel",
          Branches: [
            branch({ Nap: { Type: "Wait", Seconds: 9, Output: "slept", End: true } }),
            branch({
              Ask: invoking("ask", {
                Arguments: `{% $states.context.Execution.RedriveCount = 0 ? {} : { 'FunctionName': '${functionArn("ask")}' } %}`,
                End: true,
              }),
            }),
          ],
          End: true,
        },
      }),
    ],
    { functions: { ask: () => "asked" } },
  );
  const { executionArn, error } = await stage.run();
  expect(error).toBe("States.Runtime");
  await stage.call("RedriveExecution", { executionArn });
  await stage.quiet();
  stage.clock.advance(9_000);
  await stage.quiet();
  expect(await stage.describe(executionArn)).toMatchObject({
    status: "SUCCEEDED",
    output: '["slept","asked"]',
  });
});
