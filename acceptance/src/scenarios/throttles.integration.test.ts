import { readMetric } from "@stagecraft/local-stage/testing/read-metric";
import { streamsOf } from "@stagecraft/plan/resources/kinesis/streams";
import { stateMachinesOf } from "@stagecraft/plan/resources/step-functions/state-machines";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openScenario, type Scenario } from "./open-scenario.ts";

let scenario: Scenario;

beforeAll(async () => {
  scenario = await openScenario();
});

afterAll(() => scenario.close());

async function sum(
  namespace: string,
  name: string,
  dimensions: { readonly [name: string]: string },
) {
  const values = await readMetric(scenario.stage(), { namespace, name, dimensions }, "Sum");
  return values.reduce((total, value) => total + value, 0);
}

test("an order ends although calls and states are throttled, which the services' metrics count", async () => {
  const stage = scenario.stage();
  stage.addFault({
    kind: "call-throttled",
    function: "OrderPipeline",
    service: "StepFunctions",
    operation: "StartExecution",
    nth: 1,
  });
  stage.addFault({
    kind: "call-throttled",
    function: "OutboxRelay",
    service: "Kinesis",
    operation: "PutRecords",
    nth: 1,
  });
  stage.addFault({ kind: "transition-throttled", nth: 2 });
  const order = await scenario.place();
  await scenario.settle();
  expect(await scenario.statusOf(order)).toBe("fulfilled");
  expect(stage.faults()).toEqual({ "call-throttled": 2, "transition-throttled": 1 });
  const [machine] = stateMachinesOf(scenario.plan);
  const [stream] = streamsOf(scenario.plan);
  const ofMachine = { StateMachineArn: machine?.arn ?? "" };
  const ofStream = { StreamName: stream?.name ?? "" };
  expect(await sum("AWS/States", "ThrottledEvents", { APIName: "StartExecution" })).toBe(1);
  expect(await sum("AWS/States", "ExecutionThrottled", ofMachine)).toBe(1);
  expect(await sum("AWS/States", "ThrottledEvents", { ServiceMetric: "StateTransition" })).toBe(1);
  expect(await sum("AWS/Kinesis", "WriteProvisionedThroughputExceeded", ofStream)).toBeGreaterThan(
    0,
  );
});
