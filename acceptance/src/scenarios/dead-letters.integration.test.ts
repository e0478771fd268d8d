import { placedOrders } from "@stagecraft/contracts/contracts/placed-orders";
import { synthesize } from "@stagecraft/plan/synthesize";
import { afterAll, beforeAll, expect, test } from "vitest";
import { grantsOf, withoutAction } from "../plan-edits/without-action.ts";
import { expectTraceSteps } from "./expect-trace-steps.ts";
import { openScenario, root, type Scenario } from "./open-scenario.ts";
import { refuseRows } from "./refuse-rows.ts";
import { runOperatorCommand } from "./run-operator-command.ts";

/** An amount in minor units that the provider declines. */
const declined = 1_314;

let scenario: Scenario;
let redriven = "";

/** A system whose roles lack the permission to start a workflow. */
beforeAll(async () => {
  const plan = await synthesize({ root, stage: "local" });
  const starting = grantsOf(plan).find(({ action }) => action === "states:StartExecution");
  if (!starting) throw new Error("No role may start a workflow");
  const decide = ({ amountMinor }: { amountMinor: number }) =>
    ({ settlesAs: amountMinor === declined ? "declined" : "succeeded", afterMs: 0 }) as const;
  scenario = await openScenario({
    plan: withoutAction(plan, starting),
    providerOverrides: { decide },
  });
});

afterAll(() => scenario.close());

/** Runs `npm run dlq` in its own process, and parses its JSON. */
async function dlq(...args: readonly string[]) {
  const ran = await runOperatorCommand(scenario, "dead-letters", ...args, "--json");
  if (ran.stdout === "") throw new Error(ran.stderr);
  return { code: ran.exitCode, printed: JSON.parse(ran.stdout) as Printed };
}

// biome-ignore lint/suspicious/noExplicitAny: each test reads the fields of the command that it runs
type Printed = { readonly [name: string]: any };

function deadLetterCount(): number {
  const queues = Object.entries(scenario.stage().queues());
  const found = queues.find(([name]) => name.includes("-OrdersDeadLettersQueue-"));
  if (!found) throw new Error("The program has no OrdersDeadLetters");
  return found[1].visible;
}

const workflows = () => Object.values(scenario.stage().executions())[0];

test("an order whose message failed on a broken deployment completes after a fix and a redrive", async () => {
  const orderId = await scenario.place();
  await scenario.waitUntil(() => deadLetterCount() === 1);
  expect(await scenario.statusOf(orderId)).toBe("placed");

  const { printed: listed } = await dlq("list", "--contains", orderId);
  expect(listed.sources).toContainEqual(
    expect.objectContaining({
      source: "OrdersDeadLetters",
      byCause: [{ consumer: "OrderPipeline", error: "workflow.unreachable", count: 1 }],
    }),
  );
  const { printed: shown } = await dlq("show", "--contains", orderId);
  expect(shown.messages[0]).toMatchObject({
    failure: { error: "workflow.unreachable", traceId: expect.stringMatching(/^1-[0-9a-f]{8}-/) },
    // list and show each add a receive.
    receiveCount: placedOrders.via.deliveries + 2,
  });
  expect(JSON.parse(shown.messages[0].body).data).toMatchObject({
    orderId,
    customerId: "(personal)",
  });

  await scenario.restart(await synthesize({ root, stage: "local" }));
  const sent = await dlq("redrive", "--contains", orderId, "--yes");
  expect(sent).toMatchObject({
    code: 0,
    printed: { outcomes: [{ result: { kind: "sent" } }] },
  });
  await scenario.settle();
  expect(await scenario.statusOf(orderId)).toBe("fulfilled");
  expect(scenario.system().payments.chargedMinor()).toBe(255);
  expect(workflows()).toMatchObject({ RUNNING: 0, SUCCEEDED: 1, FAILED: 0 });
  expect((await dlq("redrive", "--yes")).printed.outcomes).toEqual([]);
  redriven = orderId;
});

test("the trace of a redriven order has the request, the relay and what came after the redrive", async () => {
  await expectTraceSteps(scenario.stateDirectory, redriven, [
    "ChargePayment > PaymentWebhook",
    "CompleteOrder > OutboxRelay",
    "CompleteOrder > SalesProjector",
    "OrderPipeline > ChargePayment",
    "OrderPipeline > ReserveStock",
    // The message that was redriven names the request that placed the order.
    "OrdersApi > OrderPipeline",
    "OrdersApi > OutboxRelay",
    "OrdersApi > SalesProjector",
    "OutboxRelay > OrderPipeline",
    "OutboxRelay > SalesProjector",
    "PaymentWebhook > CompleteOrder",
    "ReserveStock > OutboxRelay",
    "ReserveStock > SalesProjector",
  ]);
});

test("a failed workflow is redriven from the failed state", async () => {
  const which = "new.country = 'ORPHAN' and new.status <> 'accepted'";
  const allow = await refuseRows(scenario, { table: "orders", on: "update", which });
  const orderId = await scenario.place({
    country: "ORPHAN",
    lines: [{ code: "85123A", quantity: 1, price: (declined / 100).toFixed(2) }],
  });
  await scenario.waitUntil(() => workflows()?.FAILED === 1);
  await allow();
  const { printed: shown } = await dlq("show", orderId);
  expect(shown.messages).toMatchObject([
    { source: "OrderWorkflow", state: "FailOrder", failure: { error: "task.lasting" } },
  ]);
  expect(await dlq("redrive", orderId, "--yes")).toMatchObject({ code: 0 });
  await scenario.settle();
  expect(await scenario.statusOf(orderId)).toBe("payment-declined");
  expect(workflows()).toMatchObject({ RUNNING: 0, FAILED: 0, SUCCEEDED: 2 });
});
