import type { MeteredUse } from "@stagecraft/cost/usage/metered-use";
import { afterAll, beforeAll, expect, test } from "vitest";
import { measureUsage } from "../usage/measure-usage.ts";
import { openScenario, type Scenario } from "./open-scenario.ts";

/** An amount in minor units that the provider declines. */
const declined = 1_314;

let scenario: Scenario;
let usage: Awaited<ReturnType<typeof measureUsage>>;

async function placeAndSettle(order: Parameters<Scenario["place"]>[0] = {}) {
  await scenario.place(order);
  await scenario.settle();
}

/** The work of a kind, by resource and unit. */
function used(work: readonly MeteredUse[] = []) {
  return Object.fromEntries(work.map(({ name, unit, amount }) => [`${name} ${unit}`, amount]));
}

beforeAll(async () => {
  scenario = await openScenario({
    providerOverrides: {
      decide: ({ amountMinor }) => ({
        settlesAs: amountMinor === declined ? "declined" : "succeeded",
        afterMs: 0,
      }),
    },
  });
  usage = await measureUsage(scenario, {
    order: () => placeAndSettle(),
    "declined-order": () =>
      placeAndSettle({ lines: [{ code: "85123A", quantity: 1, price: "13.14" }] }),
    "retried-order": async () => {
      for (const nth of [1, 2, 3]) {
        scenario
          .stage()
          .addFault({ kind: "invocation-failed", function: "ReserveStock", nth, done: true });
      }
      await placeAndSettle();
    },
  });
  scenario.system().recordUsage(usage);
});

afterAll(() => scenario.close());

test("an order is a message of three requests, a workflow of seven states, and an invocation of each function on its way", () => {
  expect(used(usage.work.order)).toMatchObject({
    "OrdersQueue sqs-requests": 3,
    "OrderWorkflowStateMachine step-functions-transitions": 7,
    "OrdersApiFunction lambda-requests": 1,
    "OrderPipelineFunction lambda-requests": 1,
    "ReserveStockFunction lambda-requests": 1,
    "ChargePaymentFunction lambda-requests": 1,
    "CompleteOrderFunction lambda-requests": 1,
  });
});

test("an order whose task fails three times costs three transitions and three invocations more", () => {
  expect(used(usage.work["retried-order"])).toMatchObject({
    "OrderWorkflowStateMachine step-functions-transitions": 7 + 3,
    "ReserveStockFunction lambda-requests": 1 + 3,
  });
});

test("in an hour without work, the relay runs each minute", () => {
  expect(used(usage.idleHour)).toMatchObject({
    "RelayOutboxSchedule scheduler-invocations": 60,
    "OutboxRelayFunction lambda-requests": 60,
  });
});
