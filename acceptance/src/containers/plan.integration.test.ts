import { gates } from "@stagecraft/gates/gates";
import type { Plan } from "@stagecraft/plan/plan";
import { containerServicesOf } from "@stagecraft/plan/resources/ecs/container-services";
import { synthesize } from "@stagecraft/plan/synthesize";
import { heldConnections } from "@stagecraft/plan/validation/connections";
import { beforeAll, expect, test } from "vitest";
import { grantsOf } from "../plan-edits/without-action.ts";
import { root } from "../scenarios/open-scenario.ts";

const containers = "orders-api,order-pipeline,catalog-import";

let plan: Plan;
beforeAll(async () => {
  plan = await synthesize({ root, stage: "local", variables: { CONTAINERS: containers } });
});

test("without the setting nothing of ECS is in the Plan", async () => {
  const { resources } = await synthesize({ root, stage: "local" });
  expect(resources.filter(({ type }) => /^aws:(ecs|lb)\//.test(type))).toEqual([]);
});

test("every value of the containers' resources is checked against AWS's constraints", () => {
  expect(plan.warnings ?? []).toEqual([]);
});

test.each([
  ["OrdersApi", "OrdersApiContainer"],
  ["OrderPipeline", "OrderPipelineContainer"],
  ["CatalogImport", "CatalogImportTask"],
])(
  "the task role for %s allows what the function's role allows, without its network and log",
  (functionName, name) => {
    // ECS makes the network interface and writes the log itself; failure destinations are Lambda's.
    const isLambdas = (grant: string) =>
      /^(ec2|logs):/.test(grant) || /CatalogImportFailures/.test(grant);
    const allowed = (role: string) =>
      grantsOf(plan)
        .filter((grant) => grant.role === role && !grant.roleArn.includes("ExecutionRole"))
        .map(({ action, resources }) => `${action} ${resources.join()}`)
        .filter((grant) => !isLambdas(grant))
        .toSorted();
    expect(allowed(name).length).toBeGreaterThan(1);
    expect(allowed(name)).toEqual(allowed(functionName));
  },
);

test.each(["local", "dev", "prod"])(
  "on %s the database has connections for the functions and for the containers, in a deploy twice",
  async (stage) => {
    const planned = await synthesize({ root, stage, variables: { CONTAINERS: "orders-api" } });
    const [database] = heldConnections(planned, () => 1);
    const [service] = containerServicesOf(planned);
    const target = planned.resources.find(
      ({ type }) => type === "aws:appautoscaling/target:Target",
    );
    const connections = Number(service?.containers[0]?.environment.DATABASE_CONNECTIONS);
    const containers = 2 * Number(target?.inputs.maxCapacity) * connections;
    expect(containers).toBeGreaterThan(0);
    expect((database?.held ?? 0) + containers).toBeLessThan(database?.available ?? 0);
  },
);

test("the gate network finds nothing wrong, and names what it cannot read", async () => {
  const unused = () => Promise.reject(new Error("It reads only the Plan"));
  const verdict = await gates.network?.check({
    root,
    plan,
    today: "2026-11-30",
    evidencePlan: unused,
    evidence: unused,
  });
  expect(verdict?.findings).toEqual([]);
  expect(verdict?.undecided.map(({ resource }) => resource).toSorted()).toEqual([
    "OrderPipelineContainer",
    "OrdersApiContainer",
  ]);
});
