import { seconds } from "../../packages/contracts/src/seconds.ts";
import { stage } from "../stages.ts";
import { alarm } from "./alarm.ts";
import { databaseSeries } from "./metric-series.ts";

const gibibyte = 1024 ** 3;

/**
 * The database at one of its limits. It is a root cause: almost every function needs it.
 */
export function databaseAlarms(name: string, clusterIdentifier: $util.Output<string>): void {
  const series = (metric: string, statistic: string) =>
    databaseSeries(clusterIdentifier, metric, statistic);
  const common = {
    owner: "orders team",
    runbook: "database-at-its-limit",
    // A paused database has no data, and no load.
    withoutData: "quiet",
    periodSeconds: seconds.minute,
  } as const;
  const { maxConnections, expectedGib, capacity } = stage.database;
  alarm(`${name}Connections`, {
    ...common,
    means: `More than 80 % of the database's ${maxConnections} connections are open. When all are, it refuses further ones, and no order can be placed.`,
    severity: "page",
    isRootCause: true,
    watches: series("DatabaseConnections", "Maximum"),
    above: 0.8 * maxConnections,
    periods: { above: 2, of: 2 },
  });
  alarm(`${name}Capacity`, {
    ...common,
    means: `The database uses more than 90 % of its ${capacity.max} for ten minutes: every request becomes slow.`,
    severity: "page",
    isRootCause: true,
    watches: series("ACUUtilization", "Average"),
    above: 90,
    periods: { above: 10, of: 10 },
  });
  alarm(`${name}Deadlocks`, {
    ...common,
    means:
      "Transactions lock each other out; Postgres ends one of each pair, and its request fails or is tried again.",
    severity: "ticket",
    watches: series("Deadlocks", "Maximum"),
    above: 0,
    periods: { above: 1, of: 5 },
  });
  alarm(`${name}Storage`, {
    ...common,
    means: `The database has more than ${expectedGib} GiB, more than this stage expects: it costs money each month and does not shrink by itself.`,
    severity: "ticket",
    watches: series("VolumeBytesUsed", "Maximum"),
    above: expectedGib * gibibyte,
    periodSeconds: seconds.hour,
    periods: { above: 1, of: 1 },
  });
}
