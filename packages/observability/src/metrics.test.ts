import { Metrics as Powertools } from "@aws-lambda-powertools/metrics";
import { expect, test } from "vitest";
import { createMetrics } from "./metrics.ts";

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
test("what was added is written once, in CloudWatch's embedded format", () => {
  const written: unknown[] = [];
  const powertools = new Powertools({ namespace: "Stagecraft", serviceName: "OrdersApi" });
  powertools.publishStoredMetrics = () => {
    written.push(powertools.serializeMetrics());
    powertools.clearMetrics();
    return powertools;
  };
  const metrics = createMetrics(powertools);
  metrics.add("OrderPlaced");
  metrics.add("OrderPlaced", 2);
  metrics.add("OutboxLagMs", 250);
  metrics.flush();
  metrics.flush();
  const Metrics = [
    { Name: "OrderPlaced", Unit: "Count" },
    { Name: "OutboxLagMs", Unit: "Milliseconds" },
  ];
  expect(written).toMatchObject([
    {
      service: "OrdersApi",
      OrderPlaced: [1, 2],
      OutboxLagMs: 250,
      _aws: {
        CloudWatchMetrics: [{ Namespace: "Stagecraft", Dimensions: [["service"]], Metrics }],
      },
    },
  ]);
});
