import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Order, OrderStatus } from "@stagecraft/contracts/order";
import type { OrderList } from "@stagecraft/contracts/order-list";
import { type FailedStatus, workflowErrors } from "@stagecraft/contracts/order-workflow";
import type { DailySalesList } from "@stagecraft/contracts/sales-daily";
import { readPreviousRelease, writeRelease } from "@stagecraft/operations/release/release";
import type { Plan } from "@stagecraft/plan/plan";
import { stateMachinesOf } from "@stagecraft/plan/resources/step-functions/state-machines";
import { synthesize } from "@stagecraft/plan/synthesize";
import { afterAll, beforeAll, expect, test } from "vitest";
import { copyRepository } from "../copy-repository.ts";
import { openScenario, root, type Scenario } from "../scenarios/open-scenario.ts";
import { seedStock } from "../scenarios/seed-stock.ts";
import { type Script, simulateWorkflow } from "../scenarios/simulate-workflow.ts";
import { withMigrations, withRoot } from "./other-plan.ts";

const stage = "local";
const migrations = "packages/database/migrations";
const minuteMs = 60_000;
const product = "85123A";
const line = { code: product, quantity: 2, price: "2.55" };
const declined = { code: product, quantity: 1, price: "1.01" };
const pending = { code: product, quantity: 1, price: "2.02" };
const providerOverrides = {
  decide: ({ amountMinor }: { amountMinor: number }) =>
    ({
      settlesAs: amountMinor === 101 ? "declined" : "succeeded",
      afterMs: amountMinor === 202 ? 4 * minuteMs : 0,
    }) as const,
};

let copy: Awaited<ReturnType<typeof copyRepository>>;
let previous: Plan;
let current: Plan;
let previousMigrations: string;

beforeAll(async () => {
  const release = await readPreviousRelease(root);
  copy = await copyRepository(["package.json", "tsconfig.json"], (directory) =>
    writeRelease(release, directory),
  );
  previous = withRoot(await synthesize({ root: copy.directory, stage }), copy.directory);
  previousMigrations = join(copy.directory, migrations);
  current = await synthesize({ root, stage });
  if (previous.app !== current.app) {
    throw new Error(
      `The recorded release is of the app ${previous.app}, not ${current.app}. Record the first release of this app: npm run release -- NAME`,
    );
  }
});

afterAll(() => copy.remove());

/** Places, cancels and returns orders, and returns the final statuses of the orders. */
async function processOrders(scenario: Scenario): Promise<readonly OrderStatus[]> {
  const fulfilled = await scenario.place({ lines: [line] });
  const refused = await scenario.place({ lines: [declined] });
  const cancelled = await scenario.place({ lines: [pending] });
  await scenario.waitUntil(async () => (await scenario.statusOf(cancelled)) === "accepted", {
    skip: false,
  });
  expect((await scenario.call(`/orders/${cancelled}/cancel`, {})).status).toBe(202);
  await scenario.settle();
  const back = { lines: [{ code: product, quantity: 1 }] };
  expect((await scenario.call(`/orders/${fulfilled}/returns`, back)).status).toBe(201);
  await scenario.settle();
  const page = await scenario.call<OrderList>("/orders?limit=1");
  expect(page.body.orders).toHaveLength(1);
  return Promise.all([fulfilled, refused, cancelled].map((id) => scenario.statusOf(id)));
}

const expectedStatuses = ["fulfilled", "payment-declined", "cancelled"];

async function sales(scenario: Scenario) {
  const path = "/sales/daily?from=2010-12-01&to=2010-12-01";
  return (await scenario.call<DailySalesList>(path)).body.sales;
}

/** Lists dead-letter messages, denied calls and 5xx responses. */
function failuresIn(scenario: Scenario): readonly unknown[] {
  const dead = Object.entries(scenario.stage().queues()).filter(
    ([name, { visible }]) => /DeadLetters|Failures/.test(name) && visible > 0,
  );
  const notices = scenario.stage().notices();
  return [
    ...dead,
    ...notices.filter(({ kind }) => kind === "denied" || kind === "unreachable"),
    ...notices.filter(({ message }) => message.includes("was answered 5")),
  ];
}

test("the gate contracts compares with this release", async () => {
  const folder = join(copy.directory, "packages/contracts/src");
  const { declarations } = await import(join(folder, "declarations.ts"));
  const { releasedFiles } = await import(join(folder, "documents/released-files.ts"));
  const contracts = join(root, "packages/contracts");
  const names = await readdir(join(contracts, "released"), { recursive: true });
  const texts = names
    .filter((name) => name.endsWith(".json"))
    .map(async (name) => [
      `released/${name}`,
      await readFile(join(contracts, "released", name), "utf8"),
    ]);
  expect(new Map((await Promise.all(texts)) as [string, string][])).toEqual(
    releasedFiles(declarations()),
  );
});

/** An execution keeps the definition that it started with, and calls the functions that are deployed meanwhile. */
type ErrorOfTask = readonly [
  error: keyof typeof workflowErrors,
  script: (error: string) => Script,
  endsAs: FailedStatus | undefined,
];

test.each<ErrorOfTask>([
  ["transient", (error) => ({ ReserveStock: { fails: error, times: 1 } }), undefined],
  ["transient", (error) => ({ CompleteOrder: { fails: error, times: 1 } }), undefined],
  ["unreachable", (error) => ({ ChargePayment: { fails: error, times: 1 } }), undefined],
  ["declined", (error) => ({ ChargePayment: { callback: error } }), "payment-declined"],
  ["cancelled", (error) => ({ ChargePayment: { callback: error } }), "cancelled"],
  ["permanent", (error) => ({ ChargePayment: { fails: error } }), "failed"],
])(
  "the previous release's workflow handles the error %s of this release's functions",
  async (error, script, endsAs) => {
    const [machine] = stateMachinesOf(previous);
    if (!machine) throw new Error("The previous release has no state machine");
    const { run } = simulateWorkflow(previous, machine);
    const { status, ending } = await run("order", script(workflowErrors[error]));
    expect({ status, ending }).toEqual({ status: "SUCCEEDED", ending: endsAs });
  },
);

test("during a deploy the previous code works with the new schema, and both versions complete the other's orders", async () => {
  const scenario = await openScenario({
    providerOverrides,
    plan: previous,
    recordsTelemetry: false,
  });
  try {
    await seedStock(scenario, { [product]: 100 });
    const placedBefore = await scenario.place({ lines: [pending] });
    await scenario.waitUntil(() => scenario.chargeOf(placedBefore) === "pending", { skip: false });

    await scenario.restart(withMigrations(previous, join(root, migrations)));
    expect(await processOrders(scenario)).toEqual(expectedStatuses);
    const placedDuring = await scenario.place({ lines: [pending] });
    await scenario.waitUntil(() => scenario.chargeOf(placedDuring) === "pending", { skip: false });
    expect(failuresIn(scenario)).toEqual([]);

    await scenario.restart(current);
    expect(await processOrders(scenario)).toEqual(expectedStatuses);
    expect(await scenario.statusOf(placedBefore)).toBe("fulfilled");
    expect(await scenario.statusOf(placedDuring)).toBe("fulfilled");
    expect(await sales(scenario)).toMatchObject([{ orders: 8, total: "14.24", returned: "5.10" }]);

    const placedAfter = await scenario.place({ lines: [pending] });
    await scenario.waitUntil(() => scenario.chargeOf(placedAfter) === "pending", { skip: false });
    await scenario.restart(withMigrations(previous, join(root, migrations)));
    expect(await processOrders(scenario)).toEqual(expectedStatuses);
    expect(await scenario.statusOf(placedAfter)).toBe("fulfilled");
    expect(await sales(scenario)).toMatchObject([{ orders: 12, total: "21.36", returned: "7.65" }]);
    expect(failuresIn(scenario)).toEqual([]);
  } finally {
    await scenario.close();
  }
});

test("the current code works with the previous schema when the migration is delayed", async () => {
  const scenario = await openScenario({
    providerOverrides,
    recordsTelemetry: false,
    plan: withMigrations(current, previousMigrations),
  });
  try {
    await seedStock(scenario, { [product]: 100 });
    expect(await processOrders(scenario)).toEqual(expectedStatuses);
    expect(await sales(scenario)).toMatchObject([{ orders: 3, total: "5.10", returned: "2.55" }]);
    expect(failuresIn(scenario)).toEqual([]);

    // Proves that this test fails for a migration that renames a column in one step.
    await scenario.query("alter table orders rename column reference to note");
    const order = { orderedOn: "2010-12-01", country: "France", currency: "GBP", lines: [line] };
    expect((await scenario.call<Order>("/orders", order)).status).toBe(500);
  } finally {
    await scenario.close();
  }
});
