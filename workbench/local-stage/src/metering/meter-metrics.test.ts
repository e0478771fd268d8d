import { planOf } from "@stagecraft/plan/testing/plan-of";
import { expect, test } from "vitest";
import { openTestMetrics } from "../cloudwatch/testing/open-test-metrics.ts";
import { createMeter } from "./meter.ts";
import { meterMetrics } from "./meter-metrics.ts";

const hourMs = 60 * 60_000;
const metric = { namespace: "orders", name: "Placed", unit: "Count", dimensions: {} } as const;

function openMetered() {
  const { metrics, clock } = openTestMetrics();
  const meter = createMeter(planOf());
  const total = () => meter.uses().reduce((sum, { amount }) => sum + amount, 0);
  return { metrics: meterMetrics(metrics(), meter, clock), total };
}

// https://aws.amazon.com/cloudwatch/pricing/: a metric is prorated by the hour, and is billed for the hours with values.
test("a metric counts once in each hour with a value", () => {
  const { metrics, total } = openMetered();
  for (const atMs of [0, 1, hourMs - 1, hourMs]) metrics.put(metric, 1, atMs);
  expect(total()).toBe(2);
});

test("each set of dimensions is a metric of its own, in any order of names", () => {
  const { metrics, total } = openMetered();
  for (const dimensions of [
    { a: "1", b: "2" },
    { b: "2", a: "1" },
    { a: "1", b: "3" },
  ]) {
    metrics.put({ ...metric, dimensions }, 1, 0);
  }
  expect(total()).toBe(2);
});

test("AWS's own metrics are free", () => {
  const { metrics, total } = openMetered();
  metrics.put({ ...metric, namespace: "AWS/Lambda" }, 1, 0);
  expect(total()).toBe(0);
});
