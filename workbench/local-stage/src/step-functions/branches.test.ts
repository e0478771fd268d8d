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

// https://docs.aws.amazon.com/step-functions/latest/dg/state-parallel.html
test("branches run concurrently on one input, see outer variables, and return their outputs in order", async () => {
  const stage = openTestStepFunctions(
    [
      machineOf({
        Begin: { Type: "Pass", Assign: { outer: "o" }, Next: "Both" },
        Both: {
          Type: "Parallel",
          Arguments: { id: "{% $states.input.id %}" },
          Branches: [
            branch({
              Nap: { Type: "Wait", Seconds: 5, Next: "Say" },
              Say: { Type: "Pass", Output: "{% $outer %}", End: true },
            }),
            branch({ Ask: invoking("ask", { Assign: { inner: 1 }, End: true }) }),
          ],
          Output: { both: "{% $states.result %}", inner: "{% $exists($inner) %}" },
          End: true,
        },
      }),
    ],
    { functions: { ask: ({ id }) => `asked ${id}` } },
  );
  const { executionArn } = await stage.run({ id: 3, other: 4 });
  stage.clock.advance(5_000);
  await stage.quiet();
  expect(JSON.parse((await stage.describe(executionArn)).output)).toEqual({
    both: ["o", "asked 3"],
    inner: false,
  });
  const types = await stage.types(executionArn);
  expect(types.slice(3, 5)).toEqual(["ParallelStateEntered", "ParallelStateStarted"]);
  expect(types.slice(-3)).toEqual([
    ...["ParallelStateSucceeded", "ParallelStateExited", "ExecutionSucceeded"],
  ]);
});

test("a failing branch ends the others, and its error is the Parallel's to retry and catch", async () => {
  let calls = 0;
  const tokens: string[] = [];
  const stage = openTestStepFunctions(
    [
      machineOf({
        Both: {
          Type: "Parallel",
          Branches: [
            branch({ Ask: invoking("ask", { End: true }) }),
            branch({ Pay: awaiting("pay", { End: true }) }),
          ],
          Retry: [{ ErrorEquals: ["Gone"], MaxAttempts: 1 }],
          Catch: [{ ErrorEquals: ["Gone"], Next: "Undo" }],
          End: true,
        },
        Undo: { Type: "Pass", Output: "{% $states.input.Error %}", End: true },
      }),
    ],
    {
      functions: {
        async ask() {
          calls += 1;
          await stage.until(() => tokens.length === calls);
          return outcomeOf.error("Gone");
        },
        pay: ({ token }) => void tokens.push(token),
      },
    },
  );
  const { executionArn } = await stage.run();
  await expect(
    stage.call("SendTaskSuccess", { taskToken: tokens[0], output: "1" }),
  ).rejects.toMatchObject({ code: "TaskTimedOut" });
  stage.clock.advance(1_000);
  await stage.quiet();
  expect(calls).toBe(2);
  expect((await stage.describe(executionArn)).output).toBe('"Gone"');
  const types = await stage.types(executionArn);
  const count = (wanted: string) => types.filter((type) => type === wanted).length;
  expect([
    ...[count("ParallelStateStarted"), count("ParallelStateFailed"), count("TaskStateAborted")],
  ]).toEqual([2, 1, 4]);
});

// https://docs.aws.amazon.com/step-functions/latest/dg/state-map-inline.html
test("a Map runs an iteration for each item, as many at once as it may, and keeps their order", async () => {
  let running = 0;
  let most = 0;
  const stage = openTestStepFunctions(
    [
      machineOf({
        Each: {
          Type: "Map",
          Items: "{% $states.input.lines %}",
          ItemSelector: {
            line: "{% $states.context.Map.Item.Value %}",
            index: "{% $states.context.Map.Item.Index %}",
            order: "{% $states.input.id %}",
          },
          MaxConcurrency: 2,
          ItemProcessor: branch({ Ask: invoking("ask", { End: true }) }),
          End: true,
        },
      }),
    ],
    {
      functions: {
        async ask({ line, index, order }) {
          running += 1;
          most = Math.max(most, running);
          await new Promise((resolve) => setTimeout(resolve, 1));
          running -= 1;
          return `${order}:${index}:${line}`;
        },
      },
    },
  );
  const { output, executionArn } = await stage.run({ id: 9, lines: ["a", "b", "c", "d", "e"] });
  expect(output).toEqual(["9:0:a", "9:1:b", "9:2:c", "9:3:d", "9:4:e"]);
  expect(most).toBe(2);
  const history = await stage.history(executionArn);
  expect(history[2]).toMatchObject({
    type: "MapStateStarted",
    mapStateStartedEventDetails: { length: 5 },
  });
  expect(
    history
      .filter(({ type }) => type === "MapIterationSucceeded")
      .map(({ mapIterationSucceededEventDetails: { name } }) => name),
  ).toEqual(Array(5).fill("Each"));
});

test("an iteration gets its item and its index", async () => {
  const stage = openTestStepFunctions([
    machineOf({
      Each: {
        Type: "Map",
        ItemProcessor: branch({
          One: {
            Type: "Pass",
            Output: "{% [$states.input, $states.context.Map.Item.Index] %}",
            End: true,
          },
        }),
        End: true,
      },
    }),
  ]);
  expect((await stage.run(["a", "b"])).output).toEqual([
    ["a", 0],
    ["b", 1],
  ]);
  expect((await stage.run([], "two")).output).toEqual([]);
});

test("a failing iteration fails the Map with its error and ends the others", async () => {
  const stage = openTestStepFunctions([
    machineOf({
      Each: {
        Type: "Map",
        Items: [1, 2, 3],
        ItemProcessor: branch({
          Pick: {
            Type: "Choice",
            Choices: [{ Condition: "{% $states.input = 3 %}", Next: "Bad" }],
            Default: "Nap",
          },
          Nap: { Type: "Wait", Seconds: 9, End: true },
          Bad: { Type: "Fail", Error: "BadLine" },
        }),
        End: true,
      },
    }),
  ]);
  const ended = await stage.run();
  expect(ended).toMatchObject({ status: "FAILED", error: "BadLine" });
  expect(stage.clock.nextDueMs()).toBeUndefined();
  const types = await stage.types(ended.executionArn);
  expect(types.slice(-7)).toEqual([
    ...["MapIterationFailed", "MapIterationAborted", "WaitStateAborted", "MapIterationAborted"],
    ...["WaitStateAborted", "MapStateFailed", "ExecutionFailed"],
  ]);
});

test("Items that are not an array are a States.QueryEvaluationError with the value", async () => {
  const stage = openTestStepFunctions([
    machineOf({
      Each: {
        Type: "Map",
        Items: "{% 1 %}",
        ItemProcessor: branch({ One: { Type: "Pass", End: true } }),
        End: true,
      },
    }),
  ]);
  const ended = await stage.run();
  expect(ended.cause).toContain(
    "The JSONata expression '1' specified for the field 'Items' returned an unexpected result type. Expected 'array', but was 'number' for value: 1",
  );
  expect((await stage.types(ended.executionArn)).slice(-3)).toEqual([
    ...["EvaluationFailed", "MapStateFailed", "ExecutionFailed"],
  ]);
});

test("maps nest, and forty iterations run at once when nothing limits them", async () => {
  let running = 0;
  let most = 0;
  const stage = openTestStepFunctions(
    [
      machineOf({
        Outer: {
          Type: "Map",
          Items: "{% [[0..49]] %}",
          ItemProcessor: branch({
            Inner: {
              Type: "Map",
              ItemProcessor: branch({
                Ask: invoking("ask", {
                  Arguments: { FunctionName: functionArn("ask"), Payload: "{% $states.input %}" },
                  End: true,
                }),
              }),
              End: true,
            },
          }),
          End: true,
        },
      }),
    ],
    {
      functions: {
        async ask(n) {
          running += 1;
          most = Math.max(most, running);
          await new Promise((resolve) => setTimeout(resolve, 1));
          running -= 1;
          return n;
        },
      },
    },
  );
  const { output } = await stage.run();
  expect(output).toEqual([Array.from({ length: 50 }, (_, n) => n)]);
  expect(most).toBe(40);
});
