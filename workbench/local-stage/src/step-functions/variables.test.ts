import { expect, test } from "vitest";
import {
  branch,
  invoking,
  machineOf,
  openTestStepFunctions,
  outcomeOf,
} from "./testing/open-test-step-functions.ts";

// The scopes: https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html
test("each branch and iteration has its own variables, sees those around it, and keeps its own to itself", async () => {
  const stage = openTestStepFunctions([
    machineOf({
      Begin: { Type: "Pass", Assign: { outer: "o" }, Next: "Both" },
      Both: {
        Type: "Parallel",
        Branches: [
          branch({
            Left: { Type: "Pass", Assign: { x: "left" }, Next: "Each" },
            Each: {
              Type: "Map",
              Items: [1, 2],
              ItemProcessor: branch({
                Own: { Type: "Pass", Assign: { y: "{% $states.input %}" }, Next: "Seen" },
                Seen: { Type: "Pass", Output: "{% [$outer, $x, $y] %}", End: true },
              }),
              Output: { iterations: "{% $states.result %}", y: "{% $exists($y) %}" },
              End: true,
            },
          }),
          branch({
            Look: {
              Type: "Pass",
              Output: "{% $exists($x) %}",
              Assign: { x: "right" },
              Next: "Own2",
            },
            Own2: { Type: "Pass", Output: "{% [$states.input, $x] %}", End: true },
          }),
        ],
        Output: { both: "{% $states.result %}", x: "{% $exists($x) %}" },
        Next: "End",
      },
      End: {
        Type: "Succeed",
        Output: "{% $merge([$states.input, { 'after': $exists($x), 'outer': $outer }]) %}",
      },
    }),
  ]);
  expect((await stage.run()).output).toEqual({
    both: [
      {
        iterations: [
          ["o", "left", 1],
          ["o", "left", 2],
        ],
        y: false,
      },
      [false, "right"],
    ],
    x: false,
    after: false,
    outer: "o",
  });
});

// "the Assign field in a Catch can assign values to variables in the outer scope":
// https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html
// Recorded from AWS: test_parallel_catch_error[PARALLEL_CATCH_ERROR_VARIABLE_SAMPLING] of
// https://github.com/localstack/localstack/blob/main/tests/aws/services/stepfunctions/v2/states_variables/test_error_output.snapshot.json
test.each([
  ["Parallel", (inner: object) => ({ Branches: [inner] })],
  ["Map", (inner: object) => ({ Items: [0], ItemProcessor: inner })],
])(
  "a catcher of a %s assigns in the scope around it, without the branch's variables and the state's own Assign",
  async (Type, partsOf) => {
    const inner = branch({
      Set: { Type: "Pass", Assign: { own: "own" }, Next: "Bad" },
      Bad: { Type: "Fail", Error: "{% $own %}" },
    });
    const stage = openTestStepFunctions([
      machineOf({
        Begin: { Type: "Pass", Assign: { x: "before", y: "y" }, Next: "Forked" },
        Forked: {
          Type,
          ...partsOf(inner),
          Assign: { x: "state" },
          Catch: [
            {
              ErrorEquals: ["own"],
              Assign: {
                x: "{% [$states.errorOutput.Error, $x] %}",
                own2: "{% $exists($own) %}",
              },
              Output: "{% $x %}",
              Next: "End",
            },
          ],
          Next: "End",
        },
        End: {
          Type: "Succeed",
          Output: ["{% $states.input %}", "{% $x %}", "{% $own2 %}", "{% $y %}"],
        },
      }),
    ]);
    const { output, executionArn } = await stage.run();
    expect(output).toEqual(["before", ["own", "before"], false, "y"]);
    const exited = (await stage.history(executionArn)).find(
      ({ type }) => type === `${Type}StateExited`,
    );
    expect(exited?.stateExitedEventDetails).toMatchObject({
      assignedVariables: { x: '["own","before"]', own2: "false" },
      assignedVariablesDetails: { truncated: false },
    });
  },
);

test("a branch that is tried again begins without the variables of the last attempt", async () => {
  let calls = 0;
  const stage = openTestStepFunctions(
    [
      machineOf({
        Both: {
          Type: "Parallel",
          Branches: [
            branch({
              Look: { Type: "Pass", Output: "{% $exists($x) %}", Assign: { x: 1 }, Next: "Ask" },
              Ask: invoking("ask", { Output: "{% $states.input %}", End: true }),
            }),
          ],
          Retry: [{ ErrorEquals: ["Busy"] }],
          End: true,
        },
      }),
    ],
    {
      functions: {
        ask() {
          calls += 1;
          return calls === 1 ? outcomeOf.error("Busy") : "done";
        },
      },
    },
  );
  const { executionArn } = await stage.run();
  stage.clock.advance(1_000);
  await stage.quiet();
  expect((await stage.describe(executionArn)).output).toBe("[false]");
});
