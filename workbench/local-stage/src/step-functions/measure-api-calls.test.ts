import { expect, test } from "vitest";
import { collectMetrics } from "../cloudwatch/testing/collect-metrics.ts";
import { faultErrorsOf } from "../faults/service-faults.ts";
import { measureApiCalls } from "./measure-api-calls.ts";

// https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html
test("a call that a planned fault throttles is counted by its operation, and no other", () => {
  const { sink, named } = collectMetrics();
  const measure = measureApiCalls(sink);
  const { throttled, failed } = faultErrorsOf("StepFunctions");
  const call = { input: {}, durationMs: 1 };
  measure({ ...call, operation: "StartExecution", error: throttled() });
  measure({ ...call, operation: "StartExecution", error: failed() });
  measure({ ...call, operation: "SendTaskSuccess", output: {} });
  expect(named("ThrottledEvents")).toMatchObject([
    {
      namespace: "AWS/States",
      unit: "Count",
      dimensions: { APIName: "StartExecution" },
      value: 1,
    },
  ]);
});
