import { expect, test } from "vitest";
import {
  machineArn,
  machineOf,
  openTestStepFunctions,
  roleArn,
} from "../testing/open-test-step-functions.ts";

const nap = machineOf({ Nap: { Type: "Wait", Seconds: 60, End: true } });
const executionArn = machineArn.replace(":stateMachine:", ":execution:");

// https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
test("a name with the same input gives the running execution, with another it exists already, and ended it is taken for 90 days", async () => {
  const stage = openTestStepFunctions([nap]);
  const start = (input: string) =>
    stage.call("StartExecution", { stateMachineArn: machineArn, name: "ord_1", input });
  const first = await start('{"id":1}');
  expect(first.executionArn).toBe(`${executionArn}:ord_1`);
  stage.clock.advance(1_000);
  expect(await start('{"id":1}')).toEqual(first);
  const exists = {
    code: "ExecutionAlreadyExists",
    message: `Execution Already Exists: '${first.executionArn}'`,
  };
  await expect(start('{"id":2}')).rejects.toMatchObject(exists);
  stage.clock.advance(60_000);
  await stage.quiet();
  await expect(start('{"id":1}')).rejects.toMatchObject(exists);
  stage.clock.advance(90 * 24 * 3_600_000);
  expect((await start('{"id":1}')).startDate).toBe(stage.clock.nowMs() / 1_000);
  await stage.quiet();
  expect(await stage.types(first.executionArn)).toEqual(["ExecutionStarted", "WaitStateEntered"]);
});

// https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html#service-limits-state-machine-executions
test("an execution and its history are forgotten 90 days after its end, within an hour", async () => {
  const stage = openTestStepFunctions([nap]);
  const { executionArn: arn } = await stage.run();
  stage.clock.advance(60_000);
  await stage.quiet();
  stage.clock.advance(90 * 24 * 3_600_000 - 1);
  expect(await stage.types(arn)).toContain("ExecutionSucceeded");
  stage.clock.advance(3_600_001);
  const gone = { code: "ExecutionDoesNotExist" };
  await expect(stage.describe(arn)).rejects.toMatchObject(gone);
  await expect(stage.history(arn)).rejects.toMatchObject(gone);
});

test.each([
  ["StateMachineDoesNotExist", { stateMachineArn: `${machineArn}2` }],
  ["InvalidArn", { stateMachineArn: "flow" }],
  ["InvalidArn", { stateMachineArn: `${executionArn}:one` }],
  ["InvalidExecutionInput", { stateMachineArn: machineArn, input: "{" }],
  ["InvalidExecutionInput", { stateMachineArn: machineArn, input: "" }],
  ["InvalidName", { stateMachineArn: machineArn, name: "a b" }],
  ["InvalidName", { stateMachineArn: machineArn, name: "a".repeat(81) }],
  ["ValidationException", {}],
  ["ValidationException", { stateMachineArn: machineArn, input: `"${"x".repeat(262_144)}"` }],
])("a start is refused with %s: %j", async (code, input) => {
  const stage = openTestStepFunctions([nap]);
  await expect(stage.call("StartExecution", input)).rejects.toMatchObject({ code, status: 400 });
});

test("a start without name and input gets a random name and {}", async () => {
  const stage = openTestStepFunctions([nap]);
  const started = await stage.call("StartExecution", { stateMachineArn: machineArn });
  expect(await stage.describe(started.executionArn)).toMatchObject({
    status: "RUNNING",
    input: "{}",
    redriveStatus: "NOT_REDRIVABLE",
    name: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
});

// https://docs.aws.amazon.com/step-functions/latest/apireference/API_StopExecution.html
test("a stopped execution is ABORTED with error and cause, at once and for good", async () => {
  const stage = openTestStepFunctions([nap]);
  const { executionArn: arn } = await stage.run();
  stage.clock.advance(5_000);
  const stopped = await stage.call("StopExecution", { executionArn: arn, error: "E", cause: "c" });
  expect(stopped).toEqual({ stopDate: stage.clock.nowMs() / 1_000 });
  expect(await stage.describe(arn)).toMatchObject({ status: "ABORTED", error: "E", cause: "c" });
  stage.clock.advance(60_000);
  await stage.quiet();
  expect(await stage.call("StopExecution", { executionArn: arn })).toEqual(stopped);
  expect(await stage.types(arn)).toEqual([
    ...["ExecutionStarted", "WaitStateEntered", "ExecutionAborted"],
  ]);
  await expect(stage.call("StopExecution", { executionArn: `${arn}2` })).rejects.toMatchObject({
    code: "ExecutionDoesNotExist",
  });
});

// https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html
test("executions are listed by status, the latest first, in pages", async () => {
  const stage = openTestStepFunctions([nap]);
  for (const name of ["a", "b", "c"]) await stage.start({}, name);
  await stage.call("StopExecution", { executionArn: `${executionArn}:b` });
  const list = (more: object) =>
    stage.call("ListExecutions", { stateMachineArn: machineArn, ...more });
  const names = (answer: { executions: { name: string }[] }) =>
    answer.executions.map(({ name }) => name);
  const first = await list({ maxResults: 2 });
  expect(names(first)).toEqual(["c", "b"]);
  const second = await list({ maxResults: 2, nextToken: first.nextToken });
  expect([names(second), second.nextToken]).toEqual([["a"], undefined]);
  expect(names(await list({ statusFilter: "RUNNING" }))).toEqual(["c", "a"]);
  expect(first.executions[1]).toEqual({
    executionArn: `${executionArn}:b`,
    stateMachineArn: machineArn,
    name: "b",
    status: "ABORTED",
    redriveCount: 0,
    startDate: stage.clock.nowMs() / 1_000,
    stopDate: stage.clock.nowMs() / 1_000,
  });
  await expect(list({ statusFilter: "RUNNING", nextToken: first.nextToken })).rejects.toMatchObject(
    { code: "InvalidToken" },
  );
  await expect(list({ maxResults: 1_001 })).rejects.toMatchObject({ code: "ValidationException" });
});

// https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html
test("a history comes in pages, in either order, and without data when asked", async () => {
  const stage = openTestStepFunctions([machineOf({ End: { Type: "Succeed" } })]);
  const { executionArn: arn } = await stage.run({ a: 1 });
  const page = (more: object) => stage.call("GetExecutionHistory", { executionArn: arn, ...more });
  const ids = (answer: { events: { id: number }[] }) => answer.events.map(({ id }) => id);
  const first = await page({ maxResults: 3 });
  expect(ids(first)).toEqual([1, 2, 3]);
  expect(ids(await page({ maxResults: 3, nextToken: first.nextToken }))).toEqual([4]);
  const last = await page({ maxResults: 3, reverseOrder: true });
  expect(ids(last)).toEqual([4, 3, 2]);
  expect(ids(await page({ reverseOrder: true, nextToken: last.nextToken }))).toEqual([1]);
  const bare = await page({ includeExecutionData: false });
  expect(bare.events[0].executionStartedEventDetails).toEqual({ roleArn });
  expect(bare.events[1].stateEnteredEventDetails).toEqual({ name: "End" });
});

// https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachine.html
test("machines are described and listed", async () => {
  const stage = openTestStepFunctions([nap]);
  const creationDate = stage.clock.nowMs() / 1_000;
  stage.clock.advance(1_000);
  await stage.restart();
  const described = await stage.call("DescribeStateMachine", { stateMachineArn: machineArn });
  const { definition } = nap;
  expect(described).toMatchObject({
    stateMachineArn: machineArn,
    name: "flow",
    status: "ACTIVE",
    type: "STANDARD",
    definition,
    roleArn,
    creationDate,
  });
  expect(await stage.call("ListStateMachines", {})).toEqual({
    stateMachines: [{ stateMachineArn: machineArn, name: "flow", type: "STANDARD", creationDate }],
  });
});

// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html
test.each([
  ["StartExecution", { stateMachineArn: machineArn }, machineArn],
  ["ListExecutions", { stateMachineArn: machineArn }, machineArn],
  ["DescribeStateMachine", { stateMachineArn: machineArn }, machineArn],
  ["DescribeExecution", { executionArn: `${executionArn}:a` }, `${executionArn}:a`],
  ["StopExecution", { executionArn: `${executionArn}:a` }, `${executionArn}:a`],
  ["RedriveExecution", { executionArn: `${executionArn}:a` }, `${executionArn}:a`],
  ["GetExecutionHistory", { executionArn: `${executionArn}:a` }, `${executionArn}:a`],
  ["ListStateMachines", {}, "*"],
  ["SendTaskSuccess", { taskToken: "t" }, "*"],
  ["SendTaskFailure", { taskToken: "t" }, "*"],
  ["SendTaskHeartbeat", { taskToken: "t" }, "*"],
])("IAM is asked for states:%s", (operation, input, resource) => {
  const { operations } = openTestStepFunctions([nap]).stepFunctions();
  expect(operations[operation]?.permissions(input)).toEqual([
    { action: `states:${operation}`, resource },
  ]);
});
