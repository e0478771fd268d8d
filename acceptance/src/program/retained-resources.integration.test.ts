import type { Plan, Resource, ResourceOptions } from "@stagecraft/plan/plan";
import { synthesize } from "@stagecraft/plan/synthesize";
import { beforeAll, expect, test } from "vitest";
import { root } from "../scenarios/open-scenario.ts";

/** Every type that holds something which is nowhere else, or stands around it (docs/adr/0018-what-stays.md). */
const fates: Readonly<Record<string, ResourceOptions>> = {
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

/** Types of AWS that hold data, whether the program has them or not: one more of them has to be decided on. */
const holdsData =
  /:(dynamodb|rds|docdb|neptune|elasticache|memorydb|efs|fsx|dsql|kinesis|sqs|s3|opensearch|redshift|timestreamwrite|msk|backup|secretsmanager)\/\w+:(Table|GlobalTable|Cluster|ClusterInstance|Instance|ReplicationGroup|FileSystem|Stream|Queue|Bucket|BucketV2|Domain|Vault|Secret|Database)$/;

let prod: Plan;

beforeAll(async () => {
  prod = await synthesize({ root, stage: "prod" });
});

const chargeOutcomeOf = ({
  options: { protect, retainOnDelete } = {},
}: Resource): ResourceOptions => ({
  ...(protect ? { protect } : {}),
  ...(retainOnDelete ? { retainOnDelete } : {}),
});

test("each store of prod has the fate that was decided on, and none was forgotten", () => {
  const stores = prod.resources.filter(({ type }) => type in fates || holdsData.test(type));
  expect(stores.length).toBeGreaterThan(30);
  for (const store of stores) {
    expect([store.type, store.name, chargeOutcomeOf(store)]).toEqual([
      ...[store.type, store.name, fates[store.type]],
    ]);
  }
});

test("what the cluster stands in stays with it", () => {
  const [cluster] = prod.resources.filter(({ type }) => type === "aws:rds/cluster:Cluster");
  const groups = prod.resources.filter(({ outputs }) =>
    ([cluster?.inputs.vpcSecurityGroupIds].flat() as readonly unknown[]).includes(outputs.id),
  );
  expect(groups.map(({ name, options }) => [name, options?.retainOnDelete])).toEqual([
    ["DatabaseGroup", true],
  ]);
});

test("what stays after a removal has a name that no second deploy asks for", () => {
  const drawn = /-[a-z]{8}(\.fifo)?$/;
  const names = ["name", "bucket", "clusterIdentifier", "identifier"] as const;
  for (const { options, name, type, inputs } of prod.resources) {
    // A version goes by its secret.
    if (!options?.retainOnDelete || type.endsWith(":SecretVersion")) continue;
    const fixed = names
      .map((key) => inputs[key])
      .filter((value) => typeof value === "string" && !drawn.test(value));
    expect([name, ...fixed]).toEqual([name]);
  }
});

test("the last snapshot of a cluster is called after what only this cluster has", () => {
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

test("of a stage that keeps nothing, nothing is protected or stays", async () => {
  const dev = await synthesize({ root, stage: "dev" });
  expect(
    dev.resources.filter(({ options }) => options?.protect || options?.retainOnDelete),
  ).toEqual([]);
});

test("migrations run when the SQL has changed, and when the cluster is another one", () => {
  const [migrations] = prod.resources.filter(({ name }) => name === "Migrations");
  const [cluster] = prod.resources.filter(({ type }) => type === "aws:rds/cluster:Cluster");
  expect(migrations?.inputs.triggers).toEqual({
    migrations: expect.stringMatching(/^[0-9a-f]{64}$/),
    cluster: cluster?.outputs.clusterResourceId,
  });
});
