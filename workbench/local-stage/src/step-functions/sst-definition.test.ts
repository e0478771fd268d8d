import { expect, test } from "vitest";
import {
  functionArn,
  machineOf,
  openTestStepFunctions,
  outcomeOf,
} from "./testing/open-test-step-functions.ts";

const FunctionName = functionArn("worker");
const QueryLanguage = "JSONata";

/** As SST's components write it: the query language at each state, none at the top, no unset field. */
const definition = JSON.stringify({
  StartAt: "Reserve",
  States: {
    Reserve: {
      Type: "Task",
      QueryLanguage,
      Output: "{% $states.result.Payload %}",
      Assign: { orderId: "{% $states.input.orderId %}" },
      Next: "Charge",
      Retry: [
        {
          ErrorEquals: ["Lambda.TooManyRequestsException"],
          IntervalSeconds: 2,
          MaxAttempts: 5,
          BackoffRate: 2,
          MaxDelaySeconds: 20,
          JitterStrategy: "FULL",
        },
      ],
      Catch: [{ ErrorEquals: ["OutOfStock"], Next: "Failed" }],
      Resource: "arn:aws:states:::lambda:invoke",
      Arguments: { FunctionName, Payload: { orderId: "{% $states.input.orderId %}", n: 1 } },
    },
    Charge: {
      Type: "Task",
      QueryLanguage,
      Next: "Each",
      Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
      Arguments: { FunctionName, Payload: { token: "{% $states.context.Task.Token %}" } },
    },
    Each: {
      Type: "Map",
      Items: "{% [1,2] %}",
      MaxConcurrency: 2,
      QueryLanguage,
      Next: "Both",
      ItemProcessor: {
        ProcessorConfig: { Mode: "INLINE" },
        StartAt: "One",
        States: { One: { Type: "Pass", QueryLanguage, End: true } },
      },
    },
    Both: {
      Type: "Parallel",
      QueryLanguage,
      Next: "Big?",
      Branches: [
        { StartAt: "Nap", States: { Nap: { Type: "Wait", Seconds: 5, QueryLanguage, End: true } } },
        { StartAt: "P", States: { P: { Type: "Pass", QueryLanguage, End: true } } },
      ],
    },
    "Big?": {
      Type: "Choice",
      Default: "Done",
      QueryLanguage,
      Choices: [{ Condition: "{% $count($states.input) > 1 %}", Next: "Notify" }],
    },
    Done: { Type: "Succeed", QueryLanguage, Output: { ok: true } },
    Notify: {
      Type: "Task",
      QueryLanguage,
      End: true,
      Resource: "arn:aws:states:::sqs:sendMessage",
      Arguments: { QueueUrl: "https://sqs/1/jobs", MessageBody: { order: "{% $orderId %}" } },
    },
    Failed: { Type: "Fail", Error: "{% $states.input.Error %}", Cause: "no", QueryLanguage },
  },
});

test("what SST's components write runs through every kind of state", async () => {
  const tokens: string[] = [];
  const stage = openTestStepFunctions([machineOf({ A: {} }, { definition })], {
    check: true,
    functions: { worker: ({ token }) => (token ? void tokens.push(token) : "reserved") },
  });
  const { executionArn } = await stage.run({ orderId: "ord_1" });
  await stage.call("SendTaskSuccess", { taskToken: tokens[0], output: "{}" });
  await stage.quiet();
  stage.clock.advance(5_000);
  await stage.quiet();
  expect((await stage.describe(executionArn)).status).toBe("SUCCEEDED");
  expect(stage.sent).toMatchObject([{ MessageBody: '{"order":"ord_1"}' }]);
});

test("its catcher leads to its Fail state, which evaluates the error it was given", async () => {
  const stage = openTestStepFunctions([machineOf({ A: {} }, { definition })], {
    functions: { worker: () => outcomeOf.error("OutOfStock") },
  });
  expect(await stage.run({ orderId: "ord_1" })).toMatchObject({
    status: "FAILED",
    error: "OutOfStock",
    cause: "no",
  });
});
