import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { SFNClient } from "@aws-sdk/client-sfn";
import { expect, onTestFinished, test } from "vitest";
import { taskCallbacks } from "./task-callbacks.ts";

/** Step Functions as far as it answers every call with this. */
async function listen(answer: { status: number; body: object }) {
  const calls: { operation: string | undefined; input: unknown }[] = [];
  const server = createServer(async (request, response) => {
    const operation = request.headers["x-amz-target"]?.toString().split(".")[1];
    calls.push({ operation, input: JSON.parse(await text(request)) });
    response.writeHead(answer.status, { "content-type": "application/x-amz-json-1.0" });
    response.end(JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const client = new SFNClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: "us-east-1",
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
    maxAttempts: 1,
  });
  onTestFinished(() => {
    client.destroy();
    server.close();
  });
  return { callbacks: taskCallbacks(client), calls };
}

test("a waiting task is told by its token", async () => {
  const { callbacks, calls } = await listen({ status: 200, body: {} });
  expect(await callbacks.succeed("token", { outcome: "charged" })).toBe("told");
  expect(await callbacks.fail("token", "payment.declined")).toBe("told");
  expect(await callbacks.heartbeat("token")).toBe("told");
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
  "%s says that the task has ended",
  async (name) => {
    const { callbacks } = await listen({ status: 400, body: { __type: name, message: "over" } });
    expect(await callbacks.succeed("token", { outcome: "charged" })).toBe("ended");
  },
);

test("anything else is a fault to retry", async () => {
  const { callbacks } = await listen({ status: 500, body: { __type: "InternalFailure" } });
  await expect(callbacks.heartbeat("token")).rejects.toMatchObject({
    code: "workflow.unreachable",
    retry: true,
  });
});
