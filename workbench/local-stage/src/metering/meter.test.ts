import { planOf } from "@stagecraft/plan/testing/plan-of";
import { expect, test } from "vitest";
import { createMeter } from "./meter.ts";

const queueArn = "arn:aws:sqs:eu-west-1:123456789012:orders-abc";
const plan = planOf(["aws:sqs/queue:Queue", "OrdersQueue", {}, { arn: queueArn }]);

test("what a resource uses is added, under its name in the Plan", () => {
  const meter = createMeter(plan);
  meter.add(queueArn, "sqs-requests", 1);
  meter.add(queueArn, "sqs-requests", 2);
  expect(meter.uses()).toEqual([
    { type: "aws:sqs/queue:Queue", name: "OrdersQueue", unit: "sqs-requests", amount: 3 },
  ]);
});

test("what is no resource of the Plan keeps its own name", () => {
  const meter = createMeter(plan);
  meter.add("elsewhere", "sqs-requests", 1);
  expect(meter.uses()).toEqual([{ type: "", name: "elsewhere", unit: "sqs-requests", amount: 1 }]);
});

test("what is billed once is counted once", () => {
  const meter = createMeter(plan);
  for (const key of ["a", "b", "a"]) meter.addOnce("traces", "xray-traces", key);
  expect(meter.uses()[0]?.amount).toBe(2);
});

test("nothing used is no entry", () => {
  const meter = createMeter(plan);
  meter.add(queueArn, "sqs-requests", 0);
  expect(meter.uses()).toEqual([]);
});
