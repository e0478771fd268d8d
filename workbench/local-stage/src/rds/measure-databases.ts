import type { MetricUnit } from "../cloudwatch/metric.ts";
import type { MetricSink } from "../cloudwatch/metric-sink.ts";
import type { RunningDatabase } from "./run-databases.ts";

const secondsPerMinute = 60;

/**
 * Returns the function that puts the metrics of each cluster and its writer at `atMs` (stage time), to be called once a minute.
 * Deadlocks is their number a second: one deadlock in a minute is 1/60.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html
 */
export function measureDatabases(
  metrics: MetricSink,
  databases: readonly RunningDatabase[],
): (atMs: number) => void {
  const countedDeadlocks = new Map(
    databases.map((each) => [each, each.statistics.latest().deadlocks]),
  );

  function newDeadlocks(running: RunningDatabase) {
    const { deadlocks } = running.statistics.latest();
    const counted = countedDeadlocks.get(running) ?? 0;
    countedDeadlocks.set(running, deadlocks);
    // After a crash Postgres counts from zero.
    return deadlocks < counted ? deadlocks : deadlocks - counted;
  }

  return (atMs) => {
    for (const running of databases) {
      const { database, proxy, statistics } = running;
      const { clusterIdentifier, instanceIdentifiers } = database;
      const [writer] = instanceIdentifiers;
      const ofCluster = { DBClusterIdentifier: clusterIdentifier };
      const both = [ofCluster, ...(writer === undefined ? [] : [{ DBInstanceIdentifier: writer }])];
      const put = (
        name: string,
        value: number,
        unit: MetricUnit,
        dimensions: readonly { readonly [name: string]: string }[] = both,
      ) => {
        for (const each of dimensions) {
          metrics.put({ namespace: "AWS/RDS", name, unit, dimensions: each }, value, atMs);
        }
      };
      const { sizeBytes, usedTransactionIds } = statistics.latest();
      put("DatabaseConnections", proxy.connections(), "Count");
      put("Deadlocks", newDeadlocks(running) / secondsPerMinute, "Count/Second");
      put("MaximumUsedTransactionIDs", usedTransactionIds, "Count");
      put("VolumeBytesUsed", sizeBytes, "Bytes", [ofCluster]);
    }
  };
}
