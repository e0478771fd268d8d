import { expect, test } from "vitest";
import { collectMetrics } from "../cloudwatch/testing/collect-metrics.ts";
import { countThrottles } from "./count-throttles.ts";
import { measureLambda } from "./measure-lambda.ts";
import { startLambda } from "./testing/start-lambda.ts";

const code = `export async function handler({ waitMs = 0, fails }) {
  await new Promise((resolve) => setTimeout(resolve, waitMs));
  if (fails) throw new Error("no");
}`;

function open() {
  const metrics = collectMetrics();
  const stage = startLambda(
    { f: { code, reservedConcurrency: 2, timeoutMs: 1_000 }, g: { code } },
    { report: measureLambda(metrics.sink) },
  );
  const run = countThrottles(stage.lambda.run, stage.definitions, metrics.sink);
  return { ...stage, run, ...metrics };
}

// https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
test("invocations, errors and durations are put for the function and for all functions", async () => {
  const { run, values, named, clock } = open();
  const beforeMs = clock.nowMs();
  await run("f", { waitMs: 20 });
  await run("f", { fails: true });
  await run("g", {});
  await run("f", { waitMs: 2_000 });
  const ofF = { FunctionName: "f" };
  expect(values("Invocations", ofF)).toEqual([1, 1, 1]);
  expect(values("Errors", ofF)).toEqual([0, 1, 1]);
  expect(values("Errors", {})).toEqual([0, 1, 0, 1]);
  const [first = 0, , timedOut] = values("Duration", ofF);
  expect(first).toBeGreaterThanOrEqual(19);
  expect(timedOut).toBe(1_000);
  const [invoked] = named("Errors");
  expect(invoked).toMatchObject({ namespace: "AWS/Lambda", unit: "Count" });
  expect(invoked?.atMs).toBeGreaterThanOrEqual(beforeMs);
});

test("a throttle is no invocation, and each of both has the number of concurrent executions", async () => {
  const { run, values } = open();
  await Promise.all([
    run("g", { waitMs: 50 }),
    run("f", { waitMs: 50 }),
    run("f", { waitMs: 50 }),
    run("f", {}),
  ]);
  const ofF = { FunctionName: "f" };
  expect(values("Throttles", ofF).toSorted()).toEqual([0, 0, 1]);
  expect(values("Invocations", ofF)).toEqual([1, 1]);
  expect(values("ConcurrentExecutions", ofF)).toEqual([1, 2, 2]);
  expect(values("ConcurrentExecutions", {})).toEqual([1, 2, 3, 3]);
});
