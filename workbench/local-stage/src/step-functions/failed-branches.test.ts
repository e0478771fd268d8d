import { expect, test } from "vitest";
import {
  awaiting,
  branch,
  invoking,
  machineOf,
  openTestStepFunctions,
  outcomeOf,
} from "./testing/open-test-step-functions.ts";

const gone = { functions: { ask: () => outcomeOf.error("Gone") } };

// Recorded from AWS: test_sqs_failure_in_wait_for_task_tok_no_error_field of
// https://github.com/localstack/localstack/blob/main/tests/aws/services/stepfunctions/v2/callback/test_callback.snapshot.json
test("the task that fails a branch is aborted before the Parallel fails, and both follow its failure", async () => {
  const stage = openTestStepFunctions(
    [
      machineOf({
        Both: {
          Type: "Parallel",
          Branches: [branch({ Ask: invoking("ask", { End: true }) })],
          Catch: [{ ErrorEquals: ["States.ALL"], Next: "End" }],
          End: true,
        },
        End: { Type: "Pass", End: true },
      }),
    ],
    gone,
  );
  const { executionArn } = await stage.run();
  expect((await stage.chain(executionArn)).slice(1)).toEqual([
    "2 < 0: ParallelStateEntered",
    "3 < 2: ParallelStateStarted",
    "4 < 3: TaskStateEntered",
    "5 < 4: TaskScheduled",
    "6 < 5: TaskStarted",
    "7 < 6: TaskFailed",
    "8 < 7: TaskStateAborted",
    "9 < 7: ParallelStateFailed",
    "10 < 9: ParallelStateExited",
    "11 < 10: PassStateEntered",
    "12 < 11: PassStateExited",
    "13 < 12: ExecutionSucceeded",
  ]);
});

// Recorded from AWS: test_parallel_catch_error[PARALLEL_CATCH_ERROR_OUTPUT_WITH_RETRY] of
// https://github.com/localstack/localstack/blob/main/tests/aws/services/stepfunctions/v2/states_variables/test_error_output.snapshot.json
test("a Parallel that is tried again starts after the failure, not after the aborted task", async () => {
  const stage = openTestStepFunctions(
    [
      machineOf({
        Both: {
          Type: "Parallel",
          Branches: [branch({ Ask: invoking("ask", { End: true }) })],
          Retry: [{ ErrorEquals: ["States.ALL"], MaxAttempts: 1 }],
          End: true,
        },
      }),
    ],
    gone,
  );
  const { executionArn } = await stage.run();
  stage.clock.advance(1_000);
  await stage.quiet();
  expect((await stage.chain(executionArn)).slice(6)).toEqual([
    "7 < 6: TaskFailed",
    "8 < 7: TaskStateAborted",
    "9 < 7: ParallelStateStarted",
    "10 < 9: TaskStateEntered",
    "11 < 10: TaskScheduled",
    "12 < 11: TaskStarted",
    "13 < 12: TaskFailed",
    "14 < 13: TaskStateAborted",
    "15 < 13: ParallelStateFailed",
    "16 < 15: ExecutionFailed",
  ]);
});

// Recorded from AWS: test_service_lambda_map_timeout of
// https://github.com/localstack/localstack/blob/main/tests/aws/services/stepfunctions/v2/timeouts/test_timeouts.snapshot.json
test("the tasks and iterations that a failed iteration ends are aborted in order, and follow its failure", async () => {
  const tokens: string[] = [];
  const stage = openTestStepFunctions(
    [
      machineOf({
        Each: {
          Type: "Map",
          Items: [0, 1, 2],
          ItemProcessor: branch({ Pay: awaiting("pay", { End: true }) }),
          End: true,
        },
      }),
    ],
    { functions: { pay: ({ token }) => void tokens.push(token) } },
  );
  const { executionArn } = await stage.run();
  await stage.call("SendTaskFailure", { taskToken: tokens[0], error: "Gone" });
  await stage.quiet();
  const history = await stage.history(executionArn);
  const { id: failed } = history.find(({ type }) => type === "TaskFailed") ?? {};
  expect((await stage.chain(executionArn)).slice(failed)).toEqual(
    [
      ...["MapIterationFailed", "TaskStateAborted"],
      ...["MapIterationAborted", "TaskStateAborted", "MapIterationAborted", "TaskStateAborted"],
      "MapStateFailed",
    ]
      .map((type, n) => `${failed + n + 1} < ${failed}: ${type}`)
      .concat(`${failed + 8} < ${failed + 7}: ExecutionFailed`),
  );
  const indexes = history.flatMap(({ mapIterationAbortedEventDetails: details }) =>
    details ? [details.index] : [],
  );
  expect(indexes).toEqual([1, 2]);
});

test("a Parallel or Map inside of a branch is aborted with its states, and one that failed is not", async () => {
  const stage = openTestStepFunctions(
    [
      machineOf({
        Outer: {
          Type: "Parallel",
          Branches: [
            branch({
              Broken: {
                Type: "Parallel",
                Branches: [
                  branch({
                    Nap: { Type: "Wait", Seconds: 1, Next: "Bad" },
                    Bad: { Type: "Fail", Error: "Bad" },
                  }),
                ],
                End: true,
              },
            }),
            branch({
              Each: {
                Type: "Map",
                Items: [0],
                ItemProcessor: branch({ Rest: { Type: "Wait", Seconds: 9, End: true } }),
                End: true,
              },
            }),
            branch({ Done: { Type: "Pass", End: true } }),
          ],
          End: true,
        },
      }),
    ],
    gone,
  );
  const { executionArn } = await stage.run();
  stage.clock.advance(1_000);
  await stage.quiet();
  const types = await stage.types(executionArn);
  expect(types.slice(types.indexOf("FailStateEntered"))).toEqual([
    ...["FailStateEntered", "ParallelStateFailed"],
    ...["MapStateAborted", "MapIterationAborted", "WaitStateAborted"],
    ...["ParallelStateFailed", "ExecutionFailed"],
  ]);
});

// Recorded from AWS: test_map_state_catch of
// https://github.com/localstack/localstack/blob/main/tests/aws/services/stepfunctions/v2/scenarios/test_base_scenarios.snapshot.json
test("a Fail state is not aborted, and the events of its failure follow its entry", async () => {
  const stage = openTestStepFunctions([
    machineOf({
      Each: {
        Type: "Map",
        Items: [0],
        ItemProcessor: branch({ Bad: { Type: "Fail", Error: "Bad" } }),
        Catch: [{ ErrorEquals: ["Bad"], Next: "End" }],
        End: true,
      },
      End: { Type: "Succeed" },
    }),
  ]);
  const { executionArn } = await stage.run();
  expect((await stage.chain(executionArn)).slice(4, 9)).toEqual([
    "5 < 4: FailStateEntered",
    "6 < 5: MapIterationFailed",
    "7 < 5: MapStateFailed",
    "8 < 7: MapStateExited",
    "9 < 8: SucceedStateEntered",
  ]);
});
