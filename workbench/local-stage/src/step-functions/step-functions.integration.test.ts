import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  GetExecutionHistoryCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  TaskTimedOut,
} from "@aws-sdk/client-sfn";
import { expect, onTestFinished, test } from "vitest";
import { createClock } from "../common/clock.ts";
import { serveOperations } from "../sqs/testing/json-protocol-server.ts";
import {
  awaiting,
  invoking,
  machineArn,
  machineOf,
  openTestStepFunctions,
} from "./testing/open-test-step-functions.ts";

test("the SDK starts an execution, answers its token and reads its history", async () => {
  const tokens: string[] = [];
  const stage = openTestStepFunctions([machineOf({ Pay: awaiting("pay", { End: true }) })], {
    check: true,
    clock: createClock(),
    functions: { pay: ({ token }) => void tokens.push(token) },
  });
  const operations = Object.entries(stage.stepFunctions().operations).map(
    ([name, operation]) => [`AWSStepFunctions.${name}`, operation] as const,
  );
  const client = new SFNClient({
    endpoint: await serveOperations(Object.fromEntries(operations)),
    region: "eu-west-1",
    credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" },
    maxAttempts: 1,
  });
  onTestFinished(() => client.destroy());
  const start = { stateMachineArn: machineArn, name: "ord_1", input: '{"id":1}' };
  const { executionArn, startDate } = await client.send(new StartExecutionCommand(start));
  expect(Math.abs(Date.now() - Number(startDate))).toBeLessThan(5_000);
  await expect(
    client.send(new StartExecutionCommand({ ...start, input: "{}" })),
  ).rejects.toBeInstanceOf(ExecutionAlreadyExists);
  await stage.until(() => tokens.length === 1);
  const success = new SendTaskSuccessCommand({ taskToken: tokens[0], output: '{"paid":true}' });
  await client.send(success);
  await stage.quiet();
  await expect(client.send(success)).rejects.toBeInstanceOf(TaskTimedOut);
  const described = await client.send(new DescribeExecutionCommand({ executionArn }));
  expect(described).toMatchObject({ status: "SUCCEEDED", output: '{"paid":true}' });
  const { events = [] } = await client.send(
    new GetExecutionHistoryCommand({ executionArn, reverseOrder: true }),
  );
  expect(events[0]?.executionSucceededEventDetails?.output).toBe('{"paid":true}');
  expect(events[0]?.timestamp).toBeInstanceOf(Date);
});

test("sixty executions of six states take well under a second of this process", async () => {
  const states = ["A", "B", "C", "D", "E"].map((name, index, names) => [
    name,
    invoking("ask", {
      Assign: { [name]: "{% $states.result.StatusCode %}" },
      Retry: [{ ErrorEquals: ["States.ALL"] }],
      Next: names[index + 1] ?? "End",
    }),
  ]);
  const machine = machineOf({ ...Object.fromEntries(states), End: { Type: "Succeed" } });
  const stage = openTestStepFunctions([machine], {
    check: true,
    clock: createClock(),
    functions: { ask: (event) => ({ ...event, seen: true }) },
  });
  for (let n = 0; n < 60; n += 1) await stage.start({ n }, `warm-${n}`);
  await stage.quiet();
  const before = process.cpuUsage();
  for (let n = 0; n < 60; n += 1) await stage.start({ n }, `order-${n}`);
  await stage.quiet();
  const { user, system } = process.cpuUsage(before);
  expect(stage.stepFunctions().counts().flow?.SUCCEEDED).toBe(120);
  expect((user + system) / 1_000).toBeLessThan(700);
});
