import { expect, test } from "vitest";
import { retryDelayMs } from "./definition/retry-delay.ts";
import { matchesError } from "./engine/error-matching.ts";
import {
  invoking,
  machineOf,
  openTestStepFunctions,
  outcomeOf,
} from "./testing/open-test-step-functions.ts";

// https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
test.each([
  [["OutOfStock"], { error: "OutOfStock" }, true],
  [["OutOfStock"], { error: "outofstock" }, false],
  [["States.ALL"], { error: "anything" }, true],
  [["States.ALL"], {}, true],
  [["States.ALL"], { error: "States.Timeout" }, true],
  [["States.ALL"], { error: "States.QueryEvaluationError" }, true],
  [["States.ALL"], { error: "States.DataLimitExceeded" }, true],
  [["States.ALL"], { error: "States.DataLimitExceeded", terminal: true }, false],
  [["States.ALL"], { error: "States.Runtime" }, false],
  [["States.Runtime"], { error: "States.Runtime" }, false],
  [["States.DataLimitExceeded"], { error: "States.DataLimitExceeded" }, true],
  [["States.DataLimitExceeded"], { error: "States.DataLimitExceeded", terminal: true }, true],
  [["States.TaskFailed"], { error: "States.DataLimitExceeded" }, true],
  [["States.TaskFailed"], { error: "States.DataLimitExceeded", terminal: true }, false],
  [["States.TaskFailed"], { error: "OutOfStock" }, true],
  [["States.TaskFailed"], { error: "States.Timeout" }, false],
  [["States.Timeout"], { error: "States.Timeout", heartbeat: true }, true],
  [["States.HeartbeatTimeout"], { error: "States.Timeout", heartbeat: true }, true],
  [["States.HeartbeatTimeout"], { error: "States.Timeout" }, false],
] as const)("%j takes %j: %s", (errorEquals, failure, expected) => {
  expect(matchesError(errorEquals, failure)).toBe(expected);
});

test.each([
  [{}, 0, 1_000],
  [{}, 3, 8_000],
  [{ intervalSeconds: 3, backoffRate: 1.5 }, 2, 6_750],
  [{ maxDelaySeconds: 5 }, 10, 5_000],
  [{ jitter: true }, 2, 1_000],
])("with %j, retry %i waits %i ms", (change, retries, expected) => {
  const retrier = {
    errorEquals: [],
    intervalSeconds: 1,
    maxAttempts: 3,
    backoffRate: 2,
    maxDelaySeconds: Number.POSITIVE_INFINITY,
    jitter: false,
  };
  expect(retryDelayMs({ ...retrier, ...change }, retries, 0.25)).toBe(expected);
});

const busy = { ErrorEquals: ["Busy"], IntervalSeconds: 2, BackoffRate: 3, MaxAttempts: 2 };

test("a task is tried again after growing delays, each time with its retry count, until it succeeds", async () => {
  const counts: number[] = [];
  const stage = openTestStepFunctions(
    [
      machineOf({
        Ask: invoking("ask", {
          Arguments: {
            FunctionName: "{% 'arn:aws:lambda:eu-west-1:123456789012:function:ask' %}",
            Payload: "{% $states.context.State.RetryCount %}",
          },
          Retry: [busy],
          End: true,
        }),
      }),
    ],
    {
      functions: {
        ask: (count) => (counts.push(count) < 3 ? outcomeOf.error("Busy") : "done"),
      },
    },
  );
  const { executionArn } = await stage.run();
  const atMs: number[] = [];
  for (const _ of [1, 2]) {
    atMs.push((stage.clock.nextDueMs() ?? 0) - stage.clock.nowMs());
    stage.clock.jumpTo(stage.clock.nextDueMs() ?? 0);
    await stage.quiet();
  }
  expect(atMs).toEqual([2_000, 6_000]);
  expect(counts).toEqual([0, 1, 2]);
  expect((await stage.describe(executionArn)).output).toBe('"done"');
  const types = await stage.types(executionArn);
  expect(types.filter((type) => type === "TaskFailed")).toHaveLength(2);
  expect(types.filter((type) => type === "TaskStateEntered")).toHaveLength(1);
});

test("attempts are counted by retrier, and when they are used up the catcher gets error and cause", async () => {
  let calls = 0;
  const stage = openTestStepFunctions(
    [
      machineOf({
        Ask: invoking("ask", {
          Retry: [
            { ...busy, MaxAttempts: 1 },
            { ErrorEquals: ["Gone"], MaxAttempts: 0 },
          ],
          Catch: [
            {
              ErrorEquals: ["Gone"],
              Assign: { failed: "{% $states.errorOutput.Error %}" },
              Output: {
                cause: "{% $parse($states.errorOutput.Cause).errorMessage %}",
                was: "{% $states.input %}",
              },
              Next: "Undo",
            },
          ],
          End: true,
        }),
        Undo: {
          Type: "Pass",
          Output: "{% $merge([$states.input, { 'failed': $failed }]) %}",
          End: true,
        },
      }),
    ],
    {
      functions: {
        ask: () => {
          calls += 1;
          return outcomeOf.error(calls === 1 ? "Busy" : "Gone", "for good");
        },
      },
    },
  );
  const { executionArn } = await stage.run({ id: 1 });
  stage.clock.advance(2_000);
  await stage.quiet();
  expect(calls).toBe(2);
  expect(JSON.parse((await stage.describe(executionArn)).output)).toEqual({
    cause: "for good",
    was: { id: 1 },
    failed: "Gone",
  });
});

test("full jitter takes a part of the delay that the seed decides", async () => {
  async function delays(seed: number) {
    const stage = openTestStepFunctions(
      [
        machineOf({
          Ask: invoking("ask", {
            Retry: [{ ErrorEquals: ["States.ALL"], IntervalSeconds: 100, JitterStrategy: "FULL" }],
            End: true,
          }),
        }),
      ],
      { seed, functions: { ask: () => outcomeOf.throttled } },
    );
    await stage.run();
    return (stage.clock.nextDueMs() ?? 0) - stage.clock.nowMs();
  }
  const first = await delays(1);
  expect(first).toBeGreaterThan(0);
  expect(first).toBeLessThan(100_000);
  expect(await delays(1)).toBe(first);
  expect(await delays(2)).not.toBe(first);
});

test("a failed evaluation can be caught by its name", async () => {
  const stage = openTestStepFunctions(
    [
      machineOf({
        Ask: invoking("ask", {
          Output: "{% $states.result.Payload.missing %}",
          Catch: [{ ErrorEquals: ["States.QueryEvaluationError"], Output: "caught", Next: "End" }],
          End: true,
        }),
        End: { Type: "Succeed" },
      }),
    ],
    { functions: { ask: () => ({}) } },
  );
  expect((await stage.run()).output).toBe("caught");
});

// The page calls the error terminal: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
// AWS was recorded to catch it of a task's result, in 2024 (catch_state_all_data_limit_exceeded_on_large_utf8_response):
// https://github.com/localstack/localstack/blob/main/tests/aws/services/stepfunctions/v2/error_handling/test_states_errors.snapshot.json
test.each([
  ["States.ALL", "a task's result", "x".repeat(262_144), undefined, "SUCCEEDED"],
  ["States.DataLimitExceeded", "a task's result", "x".repeat(262_144), undefined, "SUCCEEDED"],
  ["States.ALL", "a task's Output", "x", "{% $pad('', 262144, 'x') %}", "FAILED"],
  ["Other", "a task's result", "x".repeat(262_144), undefined, "FAILED"],
])(
  "with a catcher of %s, an execution with %s over 256 KiB ends",
  async (name, _, result, output, status) => {
    const stage = openTestStepFunctions(
      [
        machineOf({
          Ask: invoking("ask", {
            Output: output,
            Catch: [{ ErrorEquals: [name], Output: "caught", Next: "End" }],
            End: true,
          }),
          End: { Type: "Succeed" },
        }),
      ],
      { functions: { ask: () => result } },
    );
    expect(await stage.run()).toMatchObject({
      status,
      ...(status === "FAILED" && { error: "States.DataLimitExceeded" }),
    });
  },
);

test("a catcher whose Output cannot be evaluated fails the execution instead of catching itself", async () => {
  const stage = openTestStepFunctions(
    [
      machineOf({
        Ask: invoking("ask", {
          Catch: [{ ErrorEquals: ["States.ALL"], Output: "{% $nothing %}", Next: "End" }],
          End: true,
        }),
        End: { Type: "Succeed" },
      }),
    ],
    { functions: { ask: () => outcomeOf.error("Gone") } },
  );
  expect(await stage.run()).toMatchObject({
    status: "FAILED",
    error: "States.QueryEvaluationError",
  });
});
