import type { Order } from "@stagecraft/contracts/order";
import { stuckAfterMs } from "@stagecraft/contracts/stuck-after";
import { callService } from "@stagecraft/operations/local-system/call-service";
import { watchOrdersInTrouble } from "@stagecraft/operations/start/watch-orders-in-trouble";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withDenial } from "../plan-edits/with-denial.ts";
import { openScenario, type Scenario } from "./open-scenario.ts";
import { refuseRows } from "./refuse-rows.ts";
import { runOperatorCommand } from "./run-operator-command.ts";
import { seedStock } from "./seed-stock.ts";

/** An amount in minor units whose payment stays pending for hours. */
const pendingForHours = 1_212;
const hourMs = 60 * 60_000;
const customerId = "cus_marker-7f3a9c";

let scenario: Scenario;

beforeAll(async () => {
  scenario = await openScenario({
    providerOverrides: {
      decide: ({ amountMinor }) => ({
        settlesAs: "succeeded",
        afterMs: amountMinor === pendingForHours ? 5 * hourMs : 0,
      }),
    },
  });
  await seedStock(scenario, { SILENT: 10, UNRESERVABLE: 10, SOLD: 10 });
});

afterAll(() => scenario.close());

async function place(code: string, amountMinor = 400): Promise<Order["id"]> {
  const price = (amountMinor / 100).toFixed(2);
  const order = {
    orderedOn: "2010-12-01",
    country: "France",
    currency: "GBP",
    reference: `ref ${customerId}`,
    lines: [{ code, quantity: 1, price }],
  };
  const { status, body } = await scenario.call("/orders", order, customerId);
  expect(status).toBe(201);
  return body.id;
}

const run = (command: "orders" | "executions", ...args: readonly string[]) =>
  runOperatorCommand(scenario, command, ...args);

/** The task tokens in an execution's history. */
async function tokensOf(name: string): Promise<readonly string[]> {
  const { accountId, region } = scenario.plan;
  const executionArn = `arn:aws:states:${region}:${accountId}:execution:stagecraft-local-OrderWorkflow:${name}`;
  const { events } = await callService<{ events: object[] }>(
    scenario,
    "states",
    "GetExecutionHistory",
    { executionArn, maxResults: 1_000 },
  );
  const parameters = events
    .flatMap((event) => Object.values(event))
    .map((each) => each?.parameters);
  return parameters.flatMap((text) => JSON.parse(text ?? "{}").Payload?.taskToken ?? []);
}

test("without an order the commands say so in words, and exit with 0", async () => {
  const results = await Promise.all([
    run("orders"),
    run("orders", "--failed"),
    run("orders", "--recent"),
    run("executions", "list"),
    run("executions", "list", "--failed"),
  ]);
  expect(results.map(({ exitCode, stdout }) => [exitCode, stdout])).toEqual([
    [
      0,
      "No order is stuck: none is placed for more than 2 min, or accepted for more than 6 min.\n",
    ],
    [0, "No order has failed.\n"],
    [0, "There are no orders yet.\n"],
    [0, "There are no executions yet.\n"],
    [0, "No execution has failed.\n"],
  ]);
});

test("an order whose payment never answers is stuck, with its step, since when and what to type", async () => {
  const id = await place("SILENT", pendingForHours);
  const placedMs = scenario.stage().nowMs();
  await scenario.waitUntil(
    () => scenario.stage().nowMs() > placedMs + stuckAfterMs.accepted + 60_000,
  );
  const { exitCode, stdout } = await run("orders");
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(
    new RegExp(`^${id}  accepted for \\d+ min[^,]*, 12.12 GBP, placed \\d+ min`),
  );
  expect(stdout).toMatch(
    / {2}step {2}ChargePayment attempt 2 waits for a callback for .* \(heartbeat 5 min, timeout 15 min\); the attempt before timed out: States.Timeout\n/,
  );
  expect(stdout).toContain(
    `  next  npm run executions -- show ${id} --state ${scenario.stateDirectory}`,
  );

  const console = await new Promise<string>((resolve) => {
    const watch = watchOrdersInTrouble(scenario.system(), {
      where: "",
      everyMs: 100,
      say: (line) => void watch.close().then(() => resolve(line)),
    });
  });
  expect(console).toMatch(
    new RegExp(`^the order ${id} hangs: accepted for .*: npm run orders -- ${id}$`),
  );

  const shown = await run("executions", "show", id);
  expect(shown.stdout).toMatch(
    /ChargePayment {2}Task\n {6}attempt 1 of stagecraft-local-ChargePayment timed out/,
  );
  const printed = await Promise.all([
    run("orders", "--json"),
    run("orders", id),
    run("executions", "show", id, "--json"),
    run("executions", "list"),
  ]);
  const everything = [stdout, shown.stdout, ...printed.map((each) => each.stdout)].join("\n");
  const tokens = await tokensOf(id);
  expect(tokens).toHaveLength(2);
  for (const token of tokens) expect(everything).not.toContain(token.slice(0, 20));
  expect(everything).not.toContain(customerId);

  await scenario.settle();
  expect((await run("orders")).stdout).toContain("No order is stuck");
  const failed = await run("orders", "--failed");
  expect(failed.stdout).toMatch(
    new RegExp(
      `^${id}  payment-timed-out for .*\n  step  ChargePayment failed in 4 attempts with States.Timeout; caught by PaymentTimedOut\n`,
    ),
  );
});

test("an order whose stock cannot be reserved has failed, with the error's name", async () => {
  const which = "new.code = 'UNRESERVABLE'";
  const allow = await refuseRows(scenario, { table: "reservations", on: "insert", which });
  const id = await place("UNRESERVABLE");
  await scenario.settle();
  await allow();
  const { stdout } = await run("orders", "--failed", "--limit", "1");
  expect(stdout).toMatch(
    new RegExp(
      `^${id}  failed for .*\n  step  ReserveStock failed with task\\.\\w+: .*; caught by ReserveStockFailed\n`,
    ),
  );
  expect(stdout).toContain("There are more orders");
});

test("an order whose workflow cannot start is stuck as placed, and leads to the dead-letter queue", async () => {
  await scenario.restart(
    withDenial(scenario.plan, {
      role: "OrderPipeline",
      action: "states:StartExecution",
      resource: "*",
    }),
  );
  const id = await place("SOLD");
  const placedMs = scenario.stage().nowMs();
  await scenario.waitUntil(() => scenario.stage().nowMs() > placedMs + stuckAfterMs.placed);
  const { stdout } = await run("orders", id);
  expect(stdout).toMatch(new RegExp(`^${id}  placed for \\d+ min`));
  expect(stdout).toContain("  step  its workflow has not started\n");
  expect(stdout).toContain(
    `  next  npm run dlq -- show --source OrdersDeadLetters --contains ${id}`,
  );
  expect((await run("orders", "--stuck")).stdout).toContain(id);
  const shown = await run("executions", "show", id);
  expect([shown.exitCode, shown.stdout]).toEqual([
    1,
    expect.stringContaining("There is no execution"),
  ]);
  await scenario.restart(scenario.plan);
  await scenario.settle();
});

test("wrong usage is exit 2 with what to do, and an unknown order is exit 1", async () => {
  const unknown = "ord_01JDZ8Q7M0000000000000000Z";
  expect(await run("orders", unknown)).toMatchObject({
    exitCode: 1,
    stdout: `There is no order ${unknown} on the stage local.\n`,
  });
  expect(await run("orders", "--stuck", "--failed")).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining("Say one of --stuck, --failed, --recent or an order"),
  });
  expect(await run("executions")).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining("Say list, or show and an id."),
  });
});
