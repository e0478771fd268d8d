import type { Order } from "@stagecraft/contracts/order";
import { chargeIdOf } from "@stagecraft/contracts/payments/charge-id";
import { importBucketOf } from "@stagecraft/operations/local-system/import-bucket";
import { operatorClient } from "@stagecraft/operations/local-system/operator-client";
import { stoppedIntakeLine } from "@stagecraft/operations/start/stopped-intake-line";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openScenario, type Scenario } from "./open-scenario.ts";
import { readIntakeSettings } from "./read-intake-settings.ts";
import { runOperatorCommand } from "./run-operator-command.ts";
import { seedStock } from "./seed-stock.ts";

const minuteMs = 60_000;

/** What becomes of a charge, by the amount in minor units. */
const charges = new Map([
  [401, { settlesAs: "succeeded", afterMs: 0 }],
  [402, { settlesAs: "succeeded", afterMs: 4 * minuteMs }],
  [403, { settlesAs: "declined", afterMs: 7 * minuteMs }],
  [404, { settlesAs: "succeeded", afterMs: 13 * minuteMs }],
] as const);
const amounts = [...charges.keys()];

let scenario: Scenario;

beforeAll(async () => {
  scenario = await openScenario({
    providerOverrides: {
      decide: ({ amountMinor }) =>
        charges.get(amountMinor as 401) ?? { settlesAs: "declined", afterMs: 0 },
      duplicateShare: 0.5,
    },
  });
  await seedStock(scenario, { HEART: 100 });
});

afterAll(() => scenario.close());

async function place(amountMinor: number) {
  const lines = [{ code: "HEART", quantity: 1, price: (amountMinor / 100).toFixed(2) }];
  const orderId = await scenario.place({ lines });
  return { orderId, amountMinor };
}

const placeEach = async () => Promise.all(amounts.map(place));

const stopIntake = (...args: readonly string[]) =>
  runOperatorCommand(scenario, "stop-intake", "--stage", "local", ...args);

/** Uploads a catalogue file with one product. */
async function upload(code: string): Promise<void> {
  const send = operatorClient(scenario.stage(), scenario.plan, "s3");
  const body = `code,description,price_min,price_max,on_hand\n${code},${code},1.00,2.00,5\n`;
  const path = `/${importBucketOf(scenario.plan)}/imports/${code}.csv`;
  expect((await send(path, { method: "PUT", body })).ok).toBe(true);
}

async function statuses(orders: readonly { readonly orderId: Order["id"] }[]) {
  const rows = await scenario.query<{ id: string; status: string }>(
    "select id, status from orders where id = any($1)",
    [orders.map(({ orderId }) => orderId)],
  );
  return orders.map(({ orderId }) => rows.find(({ id }) => id === orderId)?.status);
}

const deadFiles = () =>
  Object.entries(scenario.stage().queues()).find(([name]) =>
    name.includes("-CatalogImportFailuresQueue-"),
  )?.[1].visible;

const hasProduct = async (code: string) =>
  (await scenario.query("select 1 from stock where code = $1 and on_hand = 5", [code])).length ===
  1;

/** What the provider holds for an order: nobody is charged twice, and nobody who paid is refunded. */
function expectMoney(
  orders: readonly { readonly orderId: Order["id"]; readonly amountMinor: number }[],
) {
  const ledger = scenario.system().payments.charges();
  for (const { orderId, amountMinor } of orders) {
    const entries = ledger.filter(({ reference }) => reference === chargeIdOf(orderId));
    expect(entries).toMatchObject([
      { amountMinor, status: charges.get(amountMinor as 401)?.settlesAs, refundedMinor: 0 },
    ]);
  }
}

const ends = ["fulfilled", "fulfilled", "payment-declined", "fulfilled"];

test("20 minutes without intake lose nothing, do nothing twice, and refund nobody who paid", async () => {
  const before = await readIntakeSettings(scenario);
  const running = await placeEach();
  await scenario.waitUntil(
    () => running.every(({ orderId }) => scenario.chargeOf(orderId) !== undefined),
    { skip: false },
  );
  // Their messages are in the queue when the intake stops.
  const deliverAtOnce = scenario.stage().addFault({
    kind: "delayed",
    source: "Orders",
    delayMs: minuteMs,
    share: 1,
  });
  const waiting = await placeEach();
  deliverAtOnce();

  const stopped = await stopIntake();
  expect(stopped).toMatchObject({ exitCode: 0 });
  expect(stopped.stdout).toMatch(/The stage local begins no new work: 8 routes, 1 schedule/);
  expect(stopped.stdout).toMatch(/Nothing is lost until .* UTC, (5 h 5\d min|6 h)/);
  const refused = await scenario.call<{ message: string }>("/orders", {});
  expect(refused).toEqual({ status: 429, body: { message: "Too Many Requests" } });
  await upload("LANTERN");

  await scenario.passMinutes(21);
  // The webhook is open: every charge has settled, and its order is final.
  expect(await statuses(running)).toEqual(ends);
  expectMoney(running);
  expect(await statuses(waiting)).toEqual(waiting.map(() => "placed"));
  expect(await hasProduct("LANTERN")).toBe(false);
  expect(deadFiles()).toBe(1);
  const shown = await stopIntake("--status");
  expect(shown.stdout).toMatch(/^schedule +RelayOutboxSchedule +stopped +for 2[01] min/m);
  // The messages in the queue are as old as the stop.
  expect(shown.stdout).toMatch(/Nothing is lost until .*, 5 h (3\d|40) min/);

  const started = await stopIntake("--start");
  expect(started).toMatchObject({ exitCode: 0 });
  expect(await readIntakeSettings(scenario)).toEqual(before);
  const redriven = await runOperatorCommand(scenario, "dead-letters", "redrive", "--yes");
  expect(redriven).toMatchObject({ exitCode: 0 });
  await scenario.settle();
  await scenario.waitUntil(() => hasProduct("LANTERN"));
  expect(await statuses(waiting)).toEqual(ends);
  expectMoney([...running, ...waiting]);
  expect(scenario.system().payments.charges()).toHaveLength(2 * amounts.length);
  const after = await place(401);
  await scenario.settle();
  expect(await statuses([after])).toEqual(["fulfilled"]);
});

test("a stop outlives a restart of the stage, and a second start changes nothing", async () => {
  const before = await readIntakeSettings(scenario);
  await stopIntake();
  await scenario.restart(scenario.plan);
  expect((await scenario.call("/orders", {})).status).toBe(429);
  const line = () => stoppedIntakeLine(scenario.stage(), scenario.plan, "");
  expect(await line()).toContain("npm run stop-intake -- --start --stage local");
  await stopIntake("--start");
  expect(await readIntakeSettings(scenario)).toEqual(before);
  const again = await stopIntake("--start");
  expect(await line()).toBeUndefined();
  expect(again.stdout).toContain("Nothing of the stage local was stopped by this command.");
});
