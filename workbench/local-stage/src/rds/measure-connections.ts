import type { MetricSink } from "../cloudwatch/metric-sink.ts";
import type { RunningDatabase } from "./run-databases.ts";

/**
 * Puts how many connections each cluster has at `atMs` (stage time).
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html
 */
export function measureConnections(
  metrics: MetricSink,
  databases: readonly RunningDatabase[],
  atMs: number,
): void {
  for (const { database, proxy } of databases) {
    const dimensions = { DBClusterIdentifier: database.clusterIdentifier };
    metrics.put(
      { namespace: "AWS/RDS", name: "DatabaseConnections", unit: "Count", dimensions },
      proxy.connections(),
      atMs,
    );
  }
}
