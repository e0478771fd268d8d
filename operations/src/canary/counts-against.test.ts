import type { Metric } from "@aws-sdk/client-cloudwatch";
import { expect, test } from "vitest";
import { countsAgainst } from "./counts-against.ts";

const errorsOf = (functionName: string): Metric => ({
  Namespace: "AWS/Lambda",
  MetricName: "Errors",
  Dimensions: [{ Name: "FunctionName", Value: functionName }],
});

test.each([
  ["a page about another function", true, "page", "Pipeline"],
  ["a ticket about another function", false, "ticket", "Pipeline"],
  ["a ticket about a released function", true, "ticket", "Webhook"],
  ["an alarm without a severity", true, undefined, "Pipeline"],
])("whether %s counts: %s", (_what, expected, severity, functionName) => {
  const alarm = {
    name: "shop-prod-Errors",
    reason: "Threshold Crossed",
    sinceMs: 0,
    ...(severity === undefined ? {} : { severity }),
    // Metric math: one of several metrics is enough.
    metrics: [{ Namespace: "Shop", MetricName: "Orders" }, errorsOf(functionName)],
  };
  const isAbout = (metric: Metric, name: string) => metric.Dimensions?.[0]?.Value === name;
  expect(countsAgainst(alarm, ["Api", "Webhook"], isAbout)).toBe(expected);
});
