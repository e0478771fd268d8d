import { stepFunctions } from "@stagecraft/aws/step-functions";
import { answerCalls, type JsonAnswer, type JsonCall } from "@stagecraft/aws/testing/answer-calls";
import { expect, test } from "vitest";
import { taskCallbacks } from "./task-callbacks.ts";

/** A fake of Step Functions that gives every call this answer. */
async function listen(answer: JsonAnswer) {
  const calls: JsonCall<unknown>[] = [];
  const reach = await answerCalls((call) => {
    calls.push(call);
    return answer;
  });
  return { callbacks: taskCallbacks(stepFunctions(reach)), calls };
}

test("a result is sent to a waiting task by its token", async () => {
  const { callbacks, calls } = await listen({ status: 200, body: {} });
  expect(await callbacks.succeed("token", { outcome: "charged" })).toBe("sent");
  expect(await callbacks.fail("token", "payment.declined")).toBe("sent");
  expect(await callbacks.heartbeat("token")).toBe("sent");
  expect(calls).toEqual([
    {
      operation: "SendTaskSuccess",
      input: { taskToken: "token", output: '{"outcome":"charged"}' },
    },
    { operation: "SendTaskFailure", input: { taskToken: "token", error: "payment.declined" } },
    { operation: "SendTaskHeartbeat", input: { taskToken: "token" } },
  ]);
});

// https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskSuccess.html#API_SendTaskSuccess_Errors
test.each(["TaskTimedOut", "TaskDoesNotExist", "InvalidToken"])(
  "%s means that the task has ended",
  async (name) => {
    const { callbacks } = await listen({ status: 400, body: { __type: name, message: "over" } });
    expect(await callbacks.succeed("token", { outcome: "charged" })).toBe("ended");
  },
);

test("any other error is a retryable fault", async () => {
  const { callbacks } = await listen({ status: 500, body: { __type: "InternalFailure" } });
  await expect(callbacks.heartbeat("token")).rejects.toMatchObject({
    code: "workflow.unreachable",
    retry: true,
  });
});
