import { expect, test } from "vitest";
import type { Json, Plan } from "../../plan.ts";
import { databasesOf } from "./databases.ts";

const resource = (type: string, name: string, inputs: Record<string, Json>, id = name) => ({
  type,
  name,
  parent: name,
  dependsOn: [],
  inputs,
  outputs: { id },
});

/** A cluster with a writer and a reader, and this `max_connections` in the instances' parameter group. */
function databaseWith(maxConnections?: string) {
  const parameters = maxConnections ? [{ name: "max_connections", value: maxConnections }] : [];
  const instance = { clusterIdentifier: "north", dbParameterGroupName: "group" };
  const plan = {
    resources: [
      resource("aws:rds/cluster:Cluster", "north", {
        engine: "aurora-postgresql",
        clusterIdentifier: "north",
        clusterResourceId: "cluster-N",
        endpoint: "north.eu-west-1.rds.amazonaws.com",
        port: 5432,
        databaseName: "north",
        masterUsername: "postgres",
        masterPassword: "secret",
        engineVersion: "17.7",
      }),
      resource("aws:rds/clusterInstance:ClusterInstance", "north-1", instance),
      resource("aws:rds/clusterInstance:ClusterInstance", "north-2", instance),
      resource("aws:rds/clusterInstance:ClusterInstance", "south-1", {
        clusterIdentifier: "south",
      }),
      resource("aws:rds/parameterGroup:ParameterGroup", "group", { parameters }),
    ],
  } as unknown as Plan;
  return databasesOf(plan)[0];
}

test("a cluster has its own instances, in the Plan's order", () => {
  expect(databaseWith()?.instanceIdentifiers).toEqual(["north-1", "north-2"]);
});

// https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html#aurora-serverless-v2.max-connections
test.each([
  ["the parameter group's number", "60", 60],
  ["Aurora's lowest default without a value", undefined, 189],
  ["the same for a formula", "LEAST({DBInstanceClassMemory/9531392},5000)", 189],
])("its max_connections is %s", (_, value, expected) => {
  expect(databaseWith(value)?.maxConnections).toBe(expected);
});
