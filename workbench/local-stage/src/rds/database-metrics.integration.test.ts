import { databasesOf } from "@stagecraft/plan/resources/rds/databases";
import { Client } from "pg";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { buildProbe, openStage, type ProbeProgram } from "../../testing/probe-stage.ts";
import { readMetric } from "../../testing/read-metric.ts";
import { until } from "../../testing/until.ts";
import type { Stage } from "../start-stage.ts";

let probe: ProbeProgram;

beforeAll(async () => {
  probe = await buildProbe();
});

afterAll(() => probe.remove());

/** Skips to the program's next schedule, which fires each hour. */
async function skipAnHour(stage: Stage) {
  const endMs = stage.nowMs() + 59 * 60_000;
  await stage.settle({ done: () => stage.nowMs() > endMs, skip: true });
}

async function connect(stage: Stage) {
  const client = new Client(stage.operator.databaseUrls.ProbeDatabase);
  await client.connect();
  let isOpen = true;
  const end = async () => {
    if (isOpen) await client.end();
    isOpen = false;
  };
  onTestFinished(end);
  return { query: (sql: string) => client.query(sql), end };
}

/** Two sessions that wait for each other, until Postgres ends the transaction of one. */
async function deadlock(stage: Stage) {
  const [one, other] = [await connect(stage), await connect(stage)];
  await one.query("create table if not exists locked as select generate_series(1, 2) as id");
  await one.query("begin; update locked set id = id where id = 1");
  await other.query("begin; update locked set id = id where id = 2");
  const outcomes = await Promise.allSettled([
    one.query("update locked set id = id where id = 2"),
    other.query("update locked set id = id where id = 1"),
  ]);
  expect(outcomes.filter(({ status }) => status === "rejected")).toMatchObject([
    { reason: { code: "40P01" } },
  ]);
  await Promise.all([one.end(), other.end()]);
}

// https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html
test("a real deadlock, open connections and the storage are metrics of the cluster and its writer", async () => {
  const [database] = databasesOf(probe.plan);
  const stage = await openStage(probe.plan, probe);
  const read = (name: string, dimensions: { readonly [name: string]: string }) =>
    readMetric(stage, { namespace: "AWS/RDS", name, dimensions }, "Maximum");
  const ofCluster = { DBClusterIdentifier: database?.clusterIdentifier ?? "" };
  const ofWriter = { DBInstanceIdentifier: database?.instanceIdentifiers[0] ?? "" };
  stage.addFault({ kind: "connections-taken", database: "ProbeDatabase", connections: 4 });
  await deadlock(stage);
  await until("the deadlock is counted", async () => {
    await skipAnHour(stage);
    return Math.max(...(await read("Deadlocks", ofWriter))) > 0;
  });
  for (const dimensions of [ofCluster, ofWriter]) {
    expect((await read("Deadlocks", dimensions)).filter((value) => value > 0)).toEqual([1 / 60]);
    expect(Math.max(...(await read("DatabaseConnections", dimensions)))).toBe(4);
    expect(Math.max(...(await read("MaximumUsedTransactionIDs", dimensions)))).toBeGreaterThan(0);
  }
  expect(Math.min(...(await read("VolumeBytesUsed", ofCluster)))).toBeGreaterThan(1_000_000);
});
