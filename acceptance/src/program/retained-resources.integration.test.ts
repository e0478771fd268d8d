import type { Plan } from "@stagecraft/plan/plan";
import { synthesize } from "@stagecraft/plan/synthesize";
import { beforeAll, expect, test } from "vitest";
import { root } from "../scenarios/open-scenario.ts";

// The gate `governance` checks the deletion options of every type.
let prod: Plan;

beforeAll(async () => {
  prod = await synthesize({ root, stage: "prod" });
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

test("the final snapshot of a cluster has a unique name", () => {
  const [cluster] = prod.resources.filter(({ type }) => type === "aws:rds/cluster:Cluster");
  const { finalSnapshotIdentifier, dbSubnetGroupName, ...inputs } = cluster?.inputs ?? {};
  expect(finalSnapshotIdentifier).toBe(`${dbSubnetGroupName}-final`);
  expect(inputs).toMatchObject({ allowMajorVersionUpgrade: false, applyImmediately: false });
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
