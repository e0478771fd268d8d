import { Metrics as Powertools } from "@aws-lambda-powertools/metrics";
import { expect, test } from "vitest";
import { createMetrics } from "./metrics.ts";

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
test("added values are written once, in CloudWatch's embedded metric format", () => {
  const written: unknown[] = [];
  const powertools = new Powertools({ namespace: "Post", serviceName: "Parcels" });
  powertools.publishStoredMetrics = () => {
    written.push(powertools.serializeMetrics());
    powertools.clearMetrics();
    return powertools;
  };
  const declared = { ParcelSent: { unit: "Count" }, LagMs: { unit: "Milliseconds" } } as const;
  const metrics = createMetrics(declared, powertools);
  metrics.add("ParcelSent");
  metrics.add("ParcelSent", 2);
  metrics.add("LagMs", 250);
  metrics.flush();
  metrics.flush();
  const Metrics = [
    { Name: "ParcelSent", Unit: "Count" },
    { Name: "LagMs", Unit: "Milliseconds" },
  ];
  expect(written).toMatchObject([
    {
      service: "Parcels",
      ParcelSent: [1, 2],
      LagMs: 250,
      _aws: {
        CloudWatchMetrics: [{ Namespace: "Post", Dimensions: [["service"]], Metrics }],
      },
    },
  ]);
});

test("a metric with a dimension of its own is written alone", () => {
  const written: unknown[] = [];
  const powertools = new Powertools({ namespace: "Post", serviceName: "Parcels" });
  const single = powertools.singleMetric();
  single.publishStoredMetrics = () => {
    written.push(single.serializeMetrics());
    return single;
  };
  powertools.singleMetric = () => single;
  const declared = { PostageMinor: { unit: "None", dimension: "currency" } } as const;
  createMetrics(declared, powertools).add("PostageMinor", 120, "GBP");
  expect(written).toMatchObject([
    {
      currency: "GBP",
      PostageMinor: 120,
      _aws: { CloudWatchMetrics: [{ Dimensions: [["service", "currency"]] }] },
    },
  ]);
});
