import type { Plan, Resource, ResourceOptions } from "@stagecraft/plan/plan";
import { synthesize } from "@stagecraft/plan/synthesize";
import { beforeAll, expect, test } from "vitest";
import { root } from "../scenarios/open-scenario.ts";

/** Deletion options of every type with data, and of the resources it needs (docs/adr/0018-retained-resources.md). */
const retention: Readonly<Record<string, ResourceOptions>> = {
  "aws:rds/cluster:Cluster": { protect: true, retainOnDelete: true },
  "aws:rds/clusterInstance:ClusterInstance": { protect: true, retainOnDelete: true },
  "aws:secretsmanager/secret:Secret": { protect: true, retainOnDelete: true },
  "aws:s3/bucket:Bucket": { protect: true, retainOnDelete: true },
  "aws:secretsmanager/secretVersion:SecretVersion": { retainOnDelete: true },
  "aws:rds/subnetGroup:SubnetGroup": { retainOnDelete: true },
  "aws:rds/parameterGroup:ParameterGroup": { retainOnDelete: true },
  "aws:rds/clusterParameterGroup:ClusterParameterGroup": { retainOnDelete: true },
  "aws:ec2/vpc:Vpc": { retainOnDelete: true },
  "aws:ec2/subnet:Subnet": { retainOnDelete: true },
  "aws:cloudwatch/logGroup:LogGroup": { retainOnDelete: true },
  "aws:sqs/queue:Queue": { protect: true },
  "aws:kinesis/stream:Stream": { protect: true },
  "aws:dynamodb/table:Table": { protect: true },
};

/** AWS types with data. A new one in the program must be added to `retention`. */
const holdsData =
  /:(dynamodb|rds|docdb|neptune|elasticache|memorydb|efs|fsx|dsql|kinesis|sqs|s3|opensearch|redshift|timestreamwrite|msk|backup|secretsmanager)\/\w+:(Table|GlobalTable|Cluster|ClusterInstance|Instance|ReplicationGroup|FileSystem|Stream|Queue|Bucket|BucketV2|Domain|Vault|Secret|Database)$/;

let prod: Plan;

beforeAll(async () => {
  prod = await synthesize({ root, stage: "prod" });
});

const retentionOf = ({ options: { protect, retainOnDelete } = {} }: Resource): ResourceOptions => ({
  ...(protect ? { protect } : {}),
  ...(retainOnDelete ? { retainOnDelete } : {}),
});

test("each resource of prod with data has the decided deletion options", () => {
  const stores = prod.resources.filter(({ type }) => type in retention || holdsData.test(type));
  expect(stores.length).toBeGreaterThan(30);
  for (const store of stores) {
    expect([store.type, store.name, retentionOf(store)]).toEqual([
      ...[store.type, store.name, retention[store.type]],
    ]);
  }
});

test("the security group of the cluster is retained with it", () => {
  const [cluster] = prod.resources.filter(({ type }) => type === "aws:rds/cluster:Cluster");
  const groups = prod.resources.filter(({ outputs }) =>
    ([cluster?.inputs.vpcSecurityGroupIds].flat() as readonly unknown[]).includes(outputs.id),
  );
  expect(groups.map(({ name, options }) => [name, options?.retainOnDelete])).toEqual([
    ["DatabaseGroup", true],
  ]);
});

test("a retained resource has a generated name, so that a second deploy does not collide with it", () => {
  const generated = /-[a-z]{8}(\.fifo)?$/;
  const names = ["name", "bucket", "clusterIdentifier", "identifier"] as const;
  for (const { options, name, type, inputs } of prod.resources) {
    // A secret version has no name of its own.
    if (!options?.retainOnDelete || type.endsWith(":SecretVersion")) continue;
    const fixed = names
      .map((key) => inputs[key])
      .filter((value) => typeof value === "string" && !generated.test(value));
    expect([name, ...fixed]).toEqual([name]);
  }
});

test("the final snapshot of a cluster has a unique name", () => {
  const [cluster] = prod.resources.filter(({ type }) => type === "aws:rds/cluster:Cluster");
  const { finalSnapshotIdentifier, dbSubnetGroupName, ...inputs } = cluster?.inputs ?? {};
  expect(finalSnapshotIdentifier).toBe(`${dbSubnetGroupName}-final`);
  expect(inputs).toMatchObject({
    deletionProtection: true,
    skipFinalSnapshot: false,
    allowMajorVersionUpgrade: false,
    applyImmediately: false,
  });
});

test("on dev, no resource is protected or retained", async () => {
  const dev = await synthesize({ root, stage: "dev" });
  expect(
    dev.resources.filter(({ options }) => options?.protect || options?.retainOnDelete),
  ).toEqual([]);
});

test("migrations run when the SQL or the cluster has changed", () => {
  const [migrations] = prod.resources.filter(({ name }) => name === "Migrations");
  const [cluster] = prod.resources.filter(({ type }) => type === "aws:rds/cluster:Cluster");
  expect(migrations?.inputs.triggers).toEqual({
    migrations: expect.stringMatching(/^[0-9a-f]{64}$/),
    cluster: cluster?.outputs.clusterResourceId,
  });
});
