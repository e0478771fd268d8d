import { expect, test } from "vitest";
import { collectMetrics } from "../cloudwatch/testing/collect-metrics.ts";
import { measureConnections } from "./measure-connections.ts";
import type { RunningDatabase } from "./run-databases.ts";

// https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html
test("each cluster has its number of connections", () => {
  const { sink, named } = collectMetrics();
  const databases = [
    ["north", 3],
    ["south", 0],
  ].map(([clusterIdentifier, connections]) => ({
    database: { clusterIdentifier },
    proxy: { connections: () => connections },
  })) as unknown as RunningDatabase[];
  measureConnections(sink, databases, 60_000);
  const metric = { namespace: "AWS/RDS", unit: "Count", atMs: 60_000 };
  expect(named("DatabaseConnections")).toMatchObject([
    { ...metric, dimensions: { DBClusterIdentifier: "north" }, value: 3 },
    { ...metric, dimensions: { DBClusterIdentifier: "south" }, value: 0 },
  ]);
});
