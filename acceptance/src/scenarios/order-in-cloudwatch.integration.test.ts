import { appName, region } from "@stagecraft/contracts/system";
import type { LogLine } from "@stagecraft/local-stage/logs/log-line";
import { type Connection, connectToLocalStage } from "@stagecraft/operations/access/connection";
import { awsLogSource } from "@stagecraft/operations/logs/aws-log-source";
import { earliestMs } from "@stagecraft/operations/logs/earliest-ms";
import { localLogSource } from "@stagecraft/operations/logs/local-log-source";
import { orderLines } from "@stagecraft/operations/logs/order-lines";
import { awsSpanSource } from "@stagecraft/operations/trace/aws-span-source";
import { localSpanSource } from "@stagecraft/operations/trace/local-span-source";
import { readTrace } from "@stagecraft/operations/trace/read-trace";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openScenario, type Scenario } from "./open-scenario.ts";

let scenario: Scenario;
let connection: Connection;

beforeAll(async () => {
  scenario = await openScenario();
  connection = await connectToLocalStage(region, scenario.stateDirectory);
});

afterAll(async () => {
  connection.close();
  await scenario.close();
});

test("the log lines and spans of an order in CloudWatch are those that its functions wrote", async () => {
  const order = await scenario.place();
  await scenario.place();
  await scenario.settle();
  const onAws = {
    logs: awsLogSource(connection, { app: appName, stage: scenario.plan.stage }),
    spans: awsSpanSource(connection.logs, earliestMs(order)),
  };
  const here = {
    logs: localLogSource(scenario.stateDirectory),
    spans: localSpanSource(scenario.stateDirectory),
  };
  // A function may write a line after the order is settled: the last line is here before both are compared.
  let lines: readonly LogLine[] = [];
  let written: readonly LogLine[] = [];
  await scenario.waitUntil(async () => {
    lines = await orderLines(order, onAws.logs);
    written = await orderLines(order, here.logs);
    return lines.length === written.length;
  });
  const names = new Set(lines.map(({ functionName }) => functionName));
  expect([...names]).toEqual(
    expect.arrayContaining(["OrdersApi", "OrderPipeline", "ChargePayment", "SalesProjector"]),
  );
  expect(lines.map(({ line }) => line).toSorted()).toEqual(
    written.map(({ line }) => line).toSorted(),
  );

  const [found, expected] = await Promise.all([readTrace(order, onAws), readTrace(order, here)]);
  expect(found?.hops.length).toBeGreaterThan(5);
  expect(found?.hops.map(({ service }) => service)).toEqual(
    expected?.hops.map(({ service }) => service),
  );
});
