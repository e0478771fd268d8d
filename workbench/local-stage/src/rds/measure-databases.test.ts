import { expect, test } from "vitest";
import { collectMetrics } from "../cloudwatch/testing/collect-metrics.ts";
import { measureDatabases } from "./measure-databases.ts";
import type { DatabaseStatistics } from "./postgres/read-statistics.ts";
import type { RunningDatabase } from "./run-databases.ts";

const minuteMs = 60_000;
const ofCluster = { DBClusterIdentifier: "north" };
const ofWriter = { DBInstanceIdentifier: "north-1" };

/** Measures one cluster in each of so many minutes. */
function measure(readings: readonly Partial<DatabaseStatistics>[], instances = ["north-1"]) {
  const { sink, ...collected } = collectMetrics();
  let latest = { deadlocks: 0, sizeBytes: 0, usedTransactionIds: 0 };
  const database = {
    database: { clusterIdentifier: "north", instanceIdentifiers: instances },
    proxy: { connections: () => 3 },
    statistics: { latest: () => latest },
  } as unknown as RunningDatabase;
  latest = { ...latest, ...readings[0] };
  const measureMinute = measureDatabases(sink, [database]);
  readings.slice(1).forEach((reading, index) => {
    latest = { ...latest, ...reading };
    measureMinute((index + 1) * minuteMs);
  });
  return collected;
}

// https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html
test.each([
  ["DatabaseConnections", "Count", 3],
  ["MaximumUsedTransactionIDs", "Count", 50],
] as const)("a cluster and its writer have %s, in %s", (name, unit, value) => {
  const { named } = measure([{}, { usedTransactionIds: 50 }], ["north-1", "north-2"]);
  const metric = { namespace: "AWS/RDS", name, unit, value, atMs: minuteMs };
  expect(named(name)).toEqual([
    { ...metric, dimensions: ofCluster },
    { ...metric, dimensions: ofWriter },
  ]);
});

test("the storage is the cluster's alone", () => {
  const { named } = measure([{}, { sizeBytes: 9_000 }]);
  expect(named("VolumeBytesUsed")).toMatchObject([
    { unit: "Bytes", value: 9_000, dimensions: ofCluster },
  ]);
});

test("deadlocks are counted a second, from the start of the stage, once each", () => {
  const { values, named } = measure([{ deadlocks: 7 }, { deadlocks: 8 }, {}, { deadlocks: 11 }]);
  expect(values("Deadlocks", ofCluster)).toEqual([1 / 60, 0, 3 / 60]);
  expect(values("Deadlocks", ofWriter)).toEqual([1 / 60, 0, 3 / 60]);
  expect(named("Deadlocks")[0]).toMatchObject({ unit: "Count/Second" });
});

test("Postgres counts from zero after a crash", () => {
  const { values } = measure([{ deadlocks: 7 }, { deadlocks: 1 }]);
  expect(values("Deadlocks", ofCluster)).toEqual([1 / 60]);
});

test("a cluster without an instance has metrics of its own", () => {
  expect(measure([{}, {}], []).named("DatabaseConnections")).toMatchObject([
    { dimensions: ofCluster },
  ]);
});
