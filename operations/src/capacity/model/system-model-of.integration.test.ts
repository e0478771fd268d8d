import { fileURLToPath } from "node:url";
import { synthesize } from "@stagecraft/plan/synthesize";
import { expect, test } from "vitest";
import { firstLimit } from "../report/first-limit.ts";
import { readServiceTimes } from "../service-times.ts";
import { systemModelOf } from "./system-model-of.ts";

const root = fileURLToPath(new URL("../../../..", import.meta.url)).replace(/\/$/, "");

test("the Plan of prod has the whole path of an order, with a recorded time for each of its functions", async () => {
  const plan = await synthesize({ root, stage: "prod" });
  const times = await readServiceTimes(root);
  const system = systemModelOf(plan, { times, waits: 1, providerMs: 300 });
  expect(system.workflow).toEqual({
    name: "OrderWorkflow",
    tasks: [
      { functionName: "ReserveStock", transitions: 2 },
      { functionName: "ChargePayment", transitions: 2 },
      { functionName: "CompleteOrder", transitions: 1 },
    ],
    lastTransitions: 2,
  });
  expect(system).toMatchObject({
    accountConcurrency: 1_000,
    queue: { name: "Orders", functionName: "OrderPipeline", maximumConcurrency: 10 },
    stream: { shards: 2, parallelizationFactor: 2, functionName: "SalesProjector" },
    relay: { functionName: "OutboxRelay", everySeconds: 60, runSeconds: 15 },
  });
  const shape = { profile: "steady", ratePerSecond: 2, seconds: 120 } as const;
  expect(firstLimit(system, shape, 1_000)?.multiple).toBeGreaterThan(1);
});

test("a function without a recorded time is named", async () => {
  const plan = await synthesize({ root, stage: "prod" });
  const { functions, ...times } = await readServiceTimes(root);
  const { ReserveStock: _, ...others } = functions;
  expect(() =>
    systemModelOf(plan, { times: { ...times, functions: others }, waits: 1, providerMs: 300 }),
  ).toThrow("ReserveStock has no recorded service time");
});
