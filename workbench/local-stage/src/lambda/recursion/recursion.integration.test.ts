import { fileURLToPath } from "node:url";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { Plan } from "@stagecraft/plan/plan";
import { queuesOf } from "@stagecraft/plan/resources/sqs/queues";
import { type FixtureProgram, fixtureProgram } from "@stagecraft/plan/testing/fixture-program";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { clientOf } from "../../../testing/client-of.ts";
import { withInputs } from "../../../testing/edit-plan.ts";
import { logOf, stateDirectory } from "../../../testing/probe-stage.ts";
import { readMetric } from "../../../testing/read-metric.ts";
import { startStage } from "../../start-stage.ts";

// https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html

const fixtures = fileURLToPath(new URL("../../../fixtures", import.meta.url));
let program: FixtureProgram;
let plan: Plan;

beforeAll(async () => {
  program = await fixtureProgram("recursive", fixtures);
  plan = await program.plan("test");
});

afterAll(() => program.remove());

async function open(edited = plan) {
  const directory = stateDirectory();
  const stage = await startStage(edited, { root: program.root, directory, seed: 1 });
  onTestFinished(() => stage.stop());
  const [sqs, lambda] = [new SQSClient(clientOf(stage)), new LambdaClient(clientOf(stage))];
  onTestFinished(() => {
    sqs.destroy();
    lambda.destroy();
  });
  const queueUrl = (logicalName: string) => {
    const queue = queuesOf(plan).find((each) => each.logicalName === logicalName);
    return `${stage.url}/${queue?.arn.split(":")[4]}/${queue?.name}`;
  };
  return {
    stage,
    got: (name: string) => logOf(directory, name),
    send: (number: number) =>
      sqs.send(
        new SendMessageCommand({ QueueUrl: queueUrl("Messages"), MessageBody: String(number) }),
      ),
    invoke: (number: number) =>
      lambda.send(
        new InvokeCommand({
          FunctionName: "recursive-Invoker",
          InvocationType: "Event",
          Payload: Buffer.from(JSON.stringify({ number })),
        }),
      ),
    /** The message that is left when the loop has been stopped. */
    async stopped() {
      const isThere = () =>
        Object.entries(stage.queues()).some(
          ([name, { visible }]) => name.includes("Stopped") && visible === 1,
        );
      // Each function invoked the next one before it ended, and its log is complete when it has ended.
      const haveEnded = () =>
        Object.values(stage.functions()).every(({ running }) => running === 0);
      const done = () => isThere() && haveEnded();
      expect(await stage.settle({ done, skip: true })).toBe(true);
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: queueUrl("Stopped"),
          MessageAttributeNames: ["All"],
        }),
      );
      return Messages[0];
    },
    dropped: (name: string) =>
      readMetric(
        stage,
        {
          namespace: "AWS/Lambda",
          name: "RecursiveInvocationsDropped",
          dimensions: { FunctionName: `recursive-${name}` },
        },
        "Sum",
      ),
    stopNotices: () => stage.notices().filter(({ message }) => message.includes("one chain")),
  };
}

/** The values of a metric are by minute, and two events may fall into one. */
const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

const numbers = (first: number, count: number) =>
  Array.from({ length: count }, (_, index) => `got ${first - index}`);

test("a loop through a queue is stopped after 16 invocations, at each receive until the dead-letter queue", async () => {
  const { send, stopped, got, dropped, stopNotices } = await open();
  await send(40);
  expect(await stopped()).toMatchObject({ Body: "24" });
  expect(got("Sender")).toEqual(numbers(40, 16));
  expect(sumOf(await dropped("Sender"))).toBe(2);
  expect(stopNotices()).toMatchObject([{ kind: "lost", times: 2 }]);
});

test("another message is another chain", async () => {
  const { stage, send, got, stopNotices } = await open();
  // In one batch the longest chain counts for all: even one after the other, these are fewer than 16 invocations.
  for (const number of [4, 4, 4]) await send(number);
  const done = () => got("Sender").filter((line) => line === "got 0").length >= 3;
  expect(await stage.settle({ done, skip: true })).toBe(true);
  expect(stopNotices()).toEqual([]);
});

test("a function that may be recursive is not stopped", async () => {
  const { stage, send, got, dropped } = await open(
    withInputs(plan, "SenderRecursion", (inputs) => ({ ...inputs, recursiveLoop: "Allow" })),
  );
  await send(20);
  const done = () => got("Sender").length === 21;
  expect(await stage.settle({ done, skip: true })).toBe(true);
  expect(await dropped("Sender")).toEqual([]);
});

test("a loop of asynchronous invocations is stopped, without retries, and the event is a dead letter", async () => {
  const { invoke, stopped, got, dropped } = await open();
  await invoke(40);
  expect(await stopped()).toMatchObject({
    Body: JSON.stringify({ number: 24 }),
    MessageAttributes: { ErrorCode: { StringValue: "400" } },
  });
  expect(got("Invoker")).toEqual(numbers(40, 16));
  expect(await dropped("Invoker")).toEqual([1]);
});
