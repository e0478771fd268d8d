import { expect, test } from "vitest";
import {
  machineArn,
  machineOf,
  openTestStepFunctions,
} from "./testing/open-test-step-functions.ts";

const ofMachine = { StateMachineArn: machineArn };
const nap = { Nap: { Type: "Wait", Seconds: 60, End: true } };

// https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html
test.each([
  ["ExecutionsSucceeded", machineOf(nap), 60_000],
  ["ExecutionsFailed", machineOf({ Stop: { Type: "Fail", Error: "no" } }), 0],
  ["ExecutionsTimedOut", machineOf(nap, { top: { TimeoutSeconds: 30 } }), 30_000],
])("an execution is counted at its start and at its end: %s", async (name, machine, tookMs) => {
  const stage = openTestStepFunctions([machine]);
  await stage.start();
  await stage.quiet();
  stage.clock.advance(60_000);
  await stage.quiet();
  expect(stage.metrics.names()).toEqual(["ExecutionTime", "ExecutionsStarted", name].toSorted());
  expect(stage.metrics.values("ExecutionsStarted", ofMachine)).toEqual([1]);
  expect(stage.metrics.values(name, ofMachine)).toEqual([1]);
  expect(stage.metrics.values("ExecutionTime", ofMachine)).toEqual([tookMs]);
  expect(stage.metrics.named("ExecutionTime")[0]).toMatchObject({
    namespace: "AWS/States",
    unit: "Milliseconds",
  });
});

test("a stopped execution is aborted", async () => {
  const stage = openTestStepFunctions([machineOf(nap)]);
  const executionArn = await stage.start();
  await stage.quiet();
  await stage.call("StopExecution", { executionArn });
  expect(stage.metrics.values("ExecutionsAborted", ofMachine)).toEqual([1]);
});

// https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html#service-limits-api-state-throttling
test("a throttled state is counted at each try, and begins when it is not throttled any more", async () => {
  const asked: string[] = [];
  const stage = openTestStepFunctions([machineOf({ Step: { Type: "Pass", End: true } })], {
    throttlesTransition: (stateMachine) => asked.push(stateMachine) < 3,
  });
  const executionArn = await stage.start();
  await stage.quiet();
  expect(await stage.describe(executionArn)).toMatchObject({ status: "RUNNING" });
  stage.clock.advance(1_000);
  await stage.quiet();
  expect(await stage.describe(executionArn)).toMatchObject({ status: "RUNNING" });
  stage.clock.advance(1_000);
  await stage.quiet();
  expect(await stage.describe(executionArn)).toMatchObject({ status: "SUCCEEDED" });
  expect(asked).toEqual(["Flow", "Flow", "Flow"]);
  for (const dimensions of [ofMachine, {}]) {
    expect(stage.metrics.values("ExecutionThrottled", dimensions)).toEqual([1, 1]);
  }
  const transitions = { ServiceMetric: "StateTransition" };
  expect(stage.metrics.values("ThrottledEvents", transitions)).toEqual([1, 1]);
});

test("a throttled state begins after a restart", async () => {
  let isThrottled = true;
  const stage = openTestStepFunctions([machineOf({ Step: { Type: "Pass", End: true } })], {
    throttlesTransition: () => isThrottled,
  });
  const executionArn = await stage.start();
  await stage.quiet();
  isThrottled = false;
  await stage.restart();
  stage.clock.advance(1_000);
  await stage.quiet();
  expect(await stage.describe(executionArn)).toMatchObject({ status: "SUCCEEDED" });
});
