import type { MeteredUse } from "@stagecraft/cost/usage/metered-use";
import { afterAll, beforeAll, expect, test } from "vitest";
import { measureUsage } from "../usage/measure-usage.ts";
import { openScenario, type Scenario } from "./open-scenario.ts";
import { refuseRows } from "./refuse-rows.ts";

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
  await refuseRows(scenario, {
    table: "reservations",
    on: "insert",
    which: "new.code = 'UNRESERVABLE'",
  });
  usage = await measureUsage(scenario, {
    first: () => placeAndSettle(),
    kinds: {
      order: () => placeAndSettle(),
      "declined-order": () =>
        placeAndSettle({ lines: [{ code: "85123A", quantity: 1, price: "13.14" }] }),
      // Its workflow tries again until it gives up.
      "failed-order": () =>
        placeAndSettle({ lines: [{ code: "UNRESERVABLE", quantity: 1, price: "2.55" }] }),
    },
  });
  scenario.system().recordUsage(usage);
});

afterAll(() => scenario.close());

test("an order is metered", () => {
  console.error(JSON.stringify(usage, null, 1));
  expect(used(usage.work.order)).toMatchObject({});
});
