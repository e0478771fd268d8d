import {
  DeleteFunctionConcurrencyCommand,
  GetEventSourceMappingCommand,
  GetFunctionConcurrencyCommand,
  InvokeCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  PutFunctionConcurrencyCommand,
  UpdateEventSourceMappingCommand,
} from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { clientOf } from "../../testing/client-of.ts";
import {
  ask,
  buildProbe,
  logOf,
  openStage,
  type ProbeProgram,
  stateDirectory,
} from "../../testing/probe-stage.ts";
import { until } from "../../testing/until.ts";
import type { Stage } from "../start-stage.ts";

let probe: ProbeProgram;

beforeAll(async () => {
  probe = await buildProbe();
});

afterAll(() => probe.remove());

async function open(directory = stateDirectory()) {
  const stage = await openStage(probe.planWithoutDatabase, probe, directory);
  const lambda = new LambdaClient(clientOf(stage));
  onTestFinished(() => lambda.destroy());
  return { stage, lambda, directory };
}

const consumer = { FunctionName: "probe-QueueConsumer" };

async function mappingOf(lambda: LambdaClient) {
  const { EventSourceMappings: [mapping] = [] } = await lambda.send(
    new ListEventSourceMappingsCommand(consumer),
  );
  return mapping;
}

async function setEnabled(lambda: LambdaClient, Enabled: boolean) {
  const UUID = (await mappingOf(lambda))?.UUID;
  const changed = await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled }));
  const state = async () =>
    (await lambda.send(new GetEventSourceMappingCommand({ UUID }))).State ?? "";
  await until("the mapping has changed", async () => !(await state()).endsWith("ing"));
  return [changed.State, await state()];
}

const send = (stage: Stage, ...messages: readonly string[]) =>
  ask(stage, "api-probe", { do: "send", messages });
const visible = (stage: Stage) =>
  Object.entries(stage.queues()).find(([name]) => name.includes("-Messages"))?.[1].visible;
const isEmpty = (stage: Stage) => () => visible(stage) === 0;

// https://docs.aws.amazon.com/lambda/latest/api/API_UpdateEventSourceMapping.html
test("a disabled mapping reads no more messages, and reads them once it is enabled", async () => {
  const { stage, lambda, directory } = await open();
  expect(await mappingOf(lambda)).toMatchObject({
    EventSourceArn: expect.stringMatching(/^arn:aws:sqs:eu-west-1:\d+:probe-test-MessagesQueue/),
    FunctionArn: expect.stringContaining(":function:probe-QueueConsumer"),
    BatchSize: 5,
    FunctionResponseTypes: ["ReportBatchItemFailures"],
    State: "Enabled",
  });
  expect(await setEnabled(lambda, false)).toEqual(["Disabling", "Disabled"]);
  await send(stage, "waits");
  // The stage has nothing to do, although a message waits: it skips time.
  const untilMs = stage.nowMs() + 30 * 60_000;
  await stage.settle({ done: () => stage.nowMs() >= untilMs, skip: true });
  expect(visible(stage)).toBe(1);
  expect(await setEnabled(lambda, true)).toEqual(["Enabling", "Enabled"]);
  expect(await stage.settle({ done: isEmpty(stage), skip: false })).toBe(true);
  await until("the message was processed", () =>
    logOf(directory, "QueueConsumer").join().includes("waits"),
  );
});

test("a disabled mapping stays disabled after a restart", async () => {
  const first = await open();
  await setEnabled(first.lambda, false);
  await send(first.stage, "later");
  await first.stage.stop();
  const { stage, lambda } = await open(first.directory);
  expect(await mappingOf(lambda)).toMatchObject({ State: "Disabled" });
  expect(visible(stage)).toBe(1);
});

test("other settings of a mapping, and mappings that do not exist, are refused", async () => {
  const { lambda } = await open();
  const UUID = (await mappingOf(lambda))?.UUID;
  await expect(
    lambda.send(new UpdateEventSourceMappingCommand({ UUID, BatchSize: 1 })),
  ).rejects.toThrow("not implemented here: Lambda.UpdateEventSourceMapping with BatchSize");
  const unknown = { UUID: "00000000-0000-4000-8000-000000000000" };
  await expect(lambda.send(new GetEventSourceMappingCommand(unknown))).rejects.toMatchObject({
    name: "ResourceNotFoundException",
  });
  const others = new ListEventSourceMappingsCommand({ FunctionName: "probe-ApiProbe" });
  expect((await lambda.send(others)).EventSourceMappings).toEqual([]);
});

// https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
test("a reserved concurrency of 0 throttles every invocation, until it is deleted", async () => {
  const { lambda } = await open();
  const FunctionName = "probe-ScheduleTarget";
  const invoke = () => lambda.send(new InvokeCommand({ FunctionName }));
  const read = async () =>
    (await lambda.send(new GetFunctionConcurrencyCommand({ FunctionName })))
      .ReservedConcurrentExecutions;
  expect(await read()).toBeUndefined();
  const none = { FunctionName, ReservedConcurrentExecutions: 0 };
  expect(await lambda.send(new PutFunctionConcurrencyCommand(none))).toMatchObject({
    ReservedConcurrentExecutions: 0,
  });
  expect(await read()).toBe(0);
  await expect(invoke()).rejects.toMatchObject({
    name: "TooManyRequestsException",
    Reason: "ReservedFunctionConcurrentInvocationLimitExceeded",
  });
  await lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
  expect(await read()).toBeUndefined();
  expect((await invoke()).StatusCode).toBe(200);
});

test("a changed reserved concurrency outlives a restart, and 100 executions stay unreserved", async () => {
  const first = await open();
  const FunctionName = "probe-ApiProbe";
  const reserve = (ReservedConcurrentExecutions: number) =>
    first.lambda.send(
      new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions }),
    );
  // The account has 1,000, and VpcProbe reserves 5.
  await expect(reserve(896)).rejects.toMatchObject({
    name: "InvalidParameterValueException",
    message: expect.stringContaining("below its minimum value of [100]"),
  });
  await reserve(895);
  await first.stage.stop();
  const { lambda } = await open(first.directory);
  const { ReservedConcurrentExecutions } = await lambda.send(
    new GetFunctionConcurrencyCommand({ FunctionName }),
  );
  expect(ReservedConcurrentExecutions).toBe(895);
});
