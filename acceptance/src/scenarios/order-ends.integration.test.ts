import type { OrderStatus } from "@stagecraft/contracts/order";
import type { DailySalesList } from "@stagecraft/contracts/sales-daily";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectTraceSteps } from "./expect-trace-steps.ts";
import { openScenario, type Scenario } from "./open-scenario.ts";
import { refuseRows } from "./refuse-rows.ts";
import { seedStock } from "./seed-stock.ts";

/** Amounts in minor units: one that the provider declines, and one that stays pending for hours. Others succeed at once. */
const declined = 1_314;
const pendingForHours = 1_212;
const hourMs = 60 * 60_000;
/** How long a workflow waits for the provider before it calls it again. */
const providerTimeoutMs = 5 * 60_000;

const onHand = 10;
const quantity = 2;

type End = {
  readonly what: string;
  readonly code: string;
  readonly amountMinor?: number;
  readonly quantity?: number;
  readonly status: OrderStatus;
  readonly charge: ReturnType<Scenario["chargeOf"]>;
  readonly stock?: { readonly onHand?: number; readonly reserved?: number };
};

const ends: readonly End[] = [
  {
    what: "an order that is reserved, charged and completed",
    code: "SOLD",
    status: "fulfilled",
    charge: "succeeded",
    stock: { onHand: onHand - quantity },
  },
  {
    what: "an order of more pieces than in stock",
    code: "SCARCE",
    quantity: onHand + 1,
    status: "out-of-stock",
    charge: undefined,
  },
  {
    what: "an order whose payment is declined",
    code: "DECLINED",
    amountMinor: declined,
    status: "payment-declined",
    charge: "declined",
  },
  {
    what: "an order without a payment event",
    code: "SILENT",
    amountMinor: pendingForHours,
    status: "payment-timed-out",
    charge: "cancelled",
  },
  {
    what: "an order whose stock cannot be reserved",
    code: "UNRESERVABLE",
    status: "failed",
    charge: undefined,
  },
  {
    what: "an order that is charged and cannot be completed",
    code: "UNTAKABLE",
    status: "failed",
    charge: "refunded",
  },
  {
    what: "an order whose stock cannot be released",
    code: "UNRELEASABLE",
    amountMinor: declined,
    status: "needs-attention",
    charge: "declined",
    stock: { reserved: quantity },
  },
];

let scenario: Scenario;
let outage = false;
const placed = new Map<string, Awaited<ReturnType<Scenario["place"]>>>();

/** Places an order of these pieces and this total. */
function place(code: string, { amountMinor = 400, pieces = quantity } = {}) {
  const price = (amountMinor / pieces / 100).toFixed(2);
  return scenario.place({ country: code, lines: [{ code, quantity: pieces, price }] });
}

const expectTrace = (orderId: string, steps: readonly string[]) =>
  expectTraceSteps(scenario.stateDirectory, orderId, steps);

async function stockOf(code: string) {
  const [row] = await scenario.query(
    `select on_hand as "onHand", reserved from stock where code = $1`,
    [code],
  );
  return row;
}

beforeAll(async () => {
  scenario = await openScenario({
    providerOverrides: {
      outage: () => outage,
      decide: ({ amountMinor }) => ({
        settlesAs: amountMinor === declined ? "declined" : "succeeded",
        afterMs: amountMinor === pendingForHours ? 5 * hourMs : 0,
      }),
    },
    // The invocation refunds the money and then fails, so the workflow retries it.
    faults: [{ kind: "invocation-failed", function: "RefundPayment", nth: 1, done: true }],
  });
  const codes = [...ends.map(({ code }) => code), "CHANGED", "WAITING", "ORPHAN"];
  await seedStock(scenario, Object.fromEntries(codes.map((code) => [code, onHand])));
  const refuse = (code: string, state: string, on: "insert" | "update" = "update") =>
    refuseRows(scenario, {
      table: "reservations",
      on,
      which: `new.code = '${code}' and new.state = '${state}'`,
    });
  await refuse("UNRESERVABLE", "reserved", "insert");
  await refuse("UNTAKABLE", "taken");
  await refuse("UNRELEASABLE", "released");
  for (const { code, amountMinor, quantity: pieces } of ends) {
    placed.set(
      code,
      await place(code, { ...(amountMinor && { amountMinor }), ...(pieces && { pieces }) }),
    );
  }
  await scenario.settle();
});

afterAll(() => scenario.close());

test.each(ends)("$what is $status", async ({ code, status, charge, stock }) => {
  const orderId = placed.get(code);
  if (!orderId) throw new Error(`No order of ${code} was placed`);
  expect(await scenario.statusOf(orderId)).toBe(status);
  expect(scenario.chargeOf(orderId)).toBe(charge);
  expect(await stockOf(code)).toEqual({ onHand, reserved: 0, ...stock });
});

/** The steps of every order: to its workflow, and of each change to the projection. */
const everyOrders = [
  "OrderPipeline > ChargePayment",
  "OrderPipeline > ReserveStock",
  "OrdersApi > OrderPipeline",
  "OrdersApi > OutboxRelay",
  "OrdersApi > SalesProjector",
  "OutboxRelay > SalesProjector",
  "ChargePayment > PaymentWebhook",
  "ReserveStock > OutboxRelay",
  "ReserveStock > SalesProjector",
];
const endedByFailOrder = [
  "FailOrder > OutboxRelay",
  "FailOrder > SalesProjector",
  "OrderPipeline > FailOrder",
  "OrderPipeline > ReleaseStock",
];

test.each([
  [
    "SOLD",
    [
      "CompleteOrder > OutboxRelay",
      "CompleteOrder > SalesProjector",
      "PaymentWebhook > CompleteOrder",
    ],
  ],
  ["DECLINED", endedByFailOrder],
  ["SILENT", [...endedByFailOrder, "OrderPipeline > RefundPayment"]],
])("the trace of the order %s leads from the request to the projection", async (code, steps) => {
  const orderId = placed.get(code) ?? "";
  await expectTrace(orderId, [...everyOrders, ...steps]);
});

test("the sales of the day are those of the fulfilled orders", async () => {
  const path = "/sales/daily?from=2010-12-01&to=2010-12-01";
  const { body } = await scenario.call<DailySalesList>(path);
  const sales = new Map(body.sales.map(({ country, orders, total }) => [country, [orders, total]]));
  expect(sales).toEqual(
    new Map(ends.map(({ code, status }) => [code, [1, status === "fulfilled" ? "4.00" : "0.00"]])),
  );
  expect(scenario.system().payments.chargedMinor()).toBe(400);
});

test("an order that needs attention is counted in the metric of the alarm", async () => {
  await scenario.waitUntil(() => scenario.metricSum("FailOrder", "OrderNeedsAttention") > 0);
  expect(scenario.metricSum("FailOrder", "OrderNeedsAttention")).toBe(1);
});

test("an order that is cancelled before its charge is not charged, and its stock is released", async () => {
  outage = true;
  const orderId = await place("CHANGED");
  await scenario.waitUntil(async () => (await scenario.statusOf(orderId)) === "accepted");
  expect((await scenario.call(`/orders/${orderId}/cancel`, {})).status).toBe(202);
  await scenario.waitUntil(cancellationsDelivered);
  outage = false;
  await scenario.settle();
  expect(await scenario.statusOf(orderId)).toBe("cancelled");
  expect(scenario.chargeOf(orderId)).toBeUndefined();
  expect(await stockOf("CHANGED")).toEqual({ onHand, reserved: 0 });
});

test("an order that is cancelled while it waits for its payment ends at once", async () => {
  const orderId = await place("WAITING", { amountMinor: pendingForHours });
  await scenario.waitUntil(() => scenario.chargeOf(orderId) === "pending");
  const cancelledAtMs = scenario.stage().nowMs();
  expect((await scenario.call(`/orders/${orderId}/cancel`, {})).status).toBe(202);
  await scenario.waitUntil(async () => (await scenario.statusOf(orderId)) !== "accepted");
  expect(scenario.stage().nowMs() - cancelledAtMs).toBeLessThan(providerTimeoutMs);
  expect(await scenario.statusOf(orderId)).toBe("cancelled");
  expect(scenario.chargeOf(orderId)).toBe("cancelled");
  expect(await stockOf("WAITING")).toEqual({ onHand, reserved: 0 });
  placed.set("WAITING", orderId);
});

test("the trace of an order that was cancelled has the request to cancel as well", async () => {
  await scenario.settle();
  await expectTrace(placed.get("WAITING") ?? "", [
    ...[...everyOrders, ...endedByFailOrder, "OrderPipeline > RefundPayment"],
    ...["ChargePayment > DeliverCancellations", "OrdersApi > DeliverCancellations"],
  ]);
});

test("an order whose workflow failed needs attention after a day, and is counted", async () => {
  const which = "new.country = 'ORPHAN' and new.status <> 'accepted'";
  const allow = await refuseRows(scenario, { table: "orders", on: "update", which });
  const orderId = await place("ORPHAN", { amountMinor: declined });
  await scenario.waitUntil(() => Object.values(scenario.stage().executions())[0]?.FAILED === 1);
  await allow();
  expect(await scenario.statusOf(orderId)).toBe("accepted");
  await scenario.query(
    "update orders set created_at = created_at - interval '1 day' where id = $1",
    [orderId],
  );
  await scenario.settle();
  expect(await scenario.statusOf(orderId)).toBe("needs-attention");
  expect(await stockOf("ORPHAN")).toEqual({ onHand, reserved: 0 });
  await scenario.waitUntil(() => scenario.metricSum("OutboxRelay", "OrderNeedsAttention") > 0);
  expect(scenario.metricSum("OutboxRelay", "OrderNeedsAttention")).toBe(1);
});

function cancellationsDelivered(): boolean {
  const queues = Object.entries(scenario.stage().queues());
  const depth = queues.find(([name]) => name.includes("-CancellationsQueue-"))?.[1];
  return depth !== undefined && depth.visible + depth.notVisible === 0;
}
