import { gates } from "@stagecraft/gates/gates";
import { createNetwork } from "@stagecraft/plan/network/network";
import type { Plan } from "@stagecraft/plan/plan";
import { ownName, resourcesOf } from "@stagecraft/plan/resources";
import { streamsOf } from "@stagecraft/plan/resources/kinesis/streams";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { synthesize } from "@stagecraft/plan/synthesize";
import { expect, test } from "vitest";
import { grantsOf } from "../plan-edits/without-action.ts";
import { root } from "../scenarios/open-scenario.ts";

/** The Plan of `local` with other settings, as `npm run cost -- --what-if` reads it. */
async function planWith(settings: Readonly<Record<string, string>>): Promise<Plan> {
  const variables = { STAGE_SETTINGS: JSON.stringify(settings) };
  return await synthesize({ root, stage: "local", variables });
}

const names = (plan: Plan, type: string) => resourcesOf(plan, type).map(ownName);

async function networkFindings(plan: Plan) {
  const unused = () => Promise.reject(new Error("It reads only the Plan"));
  const verdict = await gates.network?.check({
    root,
    plan,
    today: "2026-11-30",
    evidencePlan: unused,
    evidence: unused,
  });
  return verdict?.findings;
}

test.each([
  ["nat-gateway", ["NatGateway1", "NatGateway2"], []],
  ["nat-instance", [], ["NatInstance1", "NatInstance2"]],
])(
  "with the egress %s each zone has a NAT, and only S3 has an endpoint",
  async (egress, gateways, instances) => {
    const plan = await planWith({ "network.egress": egress });
    expect(names(plan, "aws:ec2/natGateway:NatGateway")).toEqual(gateways);
    expect(names(plan, "aws:ec2/instance:Instance")).toEqual(instances);
    expect(names(plan, "aws:ec2/vpcEndpoint:VpcEndpoint")).toEqual(["ObjectsEndpoint"]);
    expect(plan.warnings ?? []).toEqual([]);
    const network = createNetwork(plan);
    for (const caller of functionsOf(plan).filter(({ vpc }) => vpc)) {
      expect(network.toService(caller, "sqs")).toMatchObject({ open: true });
      expect(network.toOutside(caller)).toMatchObject({ open: true, throughNat: true });
    }
    expect(await networkFindings(plan)).toEqual([]);
  },
);

test("without NAT no function leaves the network", async () => {
  const plan = await planWith({ "network.egress": "endpoints" });
  const network = createNetwork(plan);
  const inside = functionsOf(plan).filter(({ vpc }) => vpc);
  expect(inside.map((caller) => network.toOutside(caller).open)).not.toContain(true);
});

test("with a proxy functions log in there, and only the proxy and migrations at the cluster", async () => {
  const plan = await planWith({ "database.proxy": "true" });
  expect(plan.warnings ?? []).toEqual([]);
  const [proxy] = resourcesOf(plan, "aws:rds/proxy:Proxy");
  const [cluster] = resourcesOf(plan, "aws:rds/cluster:Cluster");
  const proxyId = String(proxy?.outputs.arn).split(":").at(-1) ?? "";
  const logins = grantsOf(plan).filter(({ action }) => action === "rds-db:connect");
  const at = (identifier: unknown) =>
    logins
      .filter(({ resources }) => resources.join().includes(String(identifier)))
      .map(({ role }) => role);
  expect(at(cluster?.outputs.clusterResourceId)).toEqual(["DatabaseProxyRole"]);
  expect(at(proxyId)).toContain("OrdersApi");
  const api = functionsOf(plan).find(({ logicalName }) => logicalName === "OrdersApi");
  expect(api?.bundle.links.Database).toMatchObject({ host: proxy?.outputs.endpoint });
  const migrator = functionsOf(plan).find(({ logicalName }) => logicalName === "DatabaseMigrator");
  expect(migrator?.bundle.links.DatabaseOwner).toMatchObject({ host: cluster?.outputs.endpoint });
});

test("an on-demand stream has no number of shards", async () => {
  const plan = await planWith({ "orderStream.mode": "ON_DEMAND" });
  expect(streamsOf(plan)).toMatchObject([{ logicalName: "OrderChanges", mode: "ON_DEMAND" }]);
  expect(resourcesOf(plan, "aws:kinesis/stream:Stream")[0]?.inputs.shardCount).toBeUndefined();
});

test("a provisioned stream has the number of shards", async () => {
  const plan = await planWith({ "orderStream.shards": "3" });
  expect(streamsOf(plan)).toMatchObject([{ mode: "PROVISIONED", shardCount: 3 }]);
});

test("with the log level DEBUG Lambda lets every line of every function through", async () => {
  const functions = functionsOf(await planWith({ logLevel: "DEBUG" }));
  expect(new Set(functions.map(({ logging }) => logging.applicationLogLevel))).toEqual(
    new Set(["DEBUG"]),
  );
});

test("with a share of DEBUG the level stays INFO in the other environments", async () => {
  const functions = functionsOf(await planWith({ debugShare: "0.01" }));
  for (const { environment, logging } of functions) {
    expect(logging.applicationLogLevel).toBe("DEBUG");
    expect(environment).toMatchObject({
      POWERTOOLS_LOG_LEVEL: "INFO",
      POWERTOOLS_LOGGER_SAMPLE_RATE: "0.01",
    });
  }
});

test("a list has its values separated by commas", async () => {
  const plan = await planWith({ "containers.run": "orders-api, order-pipeline" });
  expect(names(plan, "aws:ecs/service:Service")).toEqual([
    "OrderPipelineContainer",
    "OrdersApiContainer",
  ]);
});

test("a setting that does not exist is refused with those that do", async () => {
  const message = /There is no setting "nonsense" in infra\/stages.ts. There are .*network.egress/;
  await expect(planWith({ nonsense: "1" })).rejects.toThrow(message);
});
