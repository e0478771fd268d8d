import { gates } from "@stagecraft/gates/gates";
import type { Plan } from "@stagecraft/plan/plan";
import { synthesize } from "@stagecraft/plan/synthesize";
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
  expect(verdict?.undecided.map(({ resource }) => resource)).toEqual([
    "OrdersApiContainer",
    "OrderPipelineContainer",
  ]);
});
