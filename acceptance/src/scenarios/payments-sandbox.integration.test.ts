import { synthesize } from "@stagecraft/plan/synthesize";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openScenario, root, type Scenario } from "./open-scenario.ts";
import { runOnAws } from "./run-operator-command.ts";

/** A stage with the deployed payments sandbox; it does not call the fake provider. */
let scenario: Scenario;

const code = "TEST-PRODUCT";
const priced = (price: string) => ({ lines: [{ code, quantity: 1, price }] });

beforeAll(async () => {
  scenario = await openScenario({ plan: await synthesize({ root, stage: "dev" }) });
});

afterAll(() => scenario.close());

test("the program outputs its test product, and its catalogue file is imported", async () => {
  expect(scenario.plan.outputs).toMatchObject({ stage: "dev", testProduct: code });
  await scenario.waitUntil(async () => {
    const completed = await scenario.query("select 1 from imports where completed_at is not null");
    return completed.length > 0;
  });
  const stocked = await scenario.query("select code, on_hand from stock where code = $1", [code]);
  expect(stocked).toEqual([{ code, on_hand: 50_000 }]);
});

test("an order of more pieces than in stock is out of stock", async () => {
  const orderId = await scenario.place({ lines: [{ code, quantity: 100_000, price: "0.01" }] });
  await scenario.settle();
  expect(await scenario.statusOf(orderId)).toBe("out-of-stock");
});

test.each([
  ["2.55", "fulfilled"],
  ["2.13", "payment-declined"],
])("an order of %s is %s, and the fake provider is not called", async (price, status) => {
  const orderId = await scenario.place(priced(price));
  await scenario.settle();
  expect(await scenario.statusOf(orderId)).toBe(status);
  expect(scenario.chargeOf(orderId)).toBeUndefined();
});

test("operators ask a stage on AWS with their own credentials", async () => {
  const orderId = await scenario.place(priced("2.13"));
  await scenario.settle();
  const orders = await runOnAws(scenario, "orders", orderId, "--stage", "dev");
  expect(orders).toMatchObject({ exitCode: 0, stderr: "" });
  expect(orders.stdout).toMatch(
    new RegExp(
      `^${orderId}  payment-declined for .*\n  step  ChargePayment failed with payment.declined.*; caught by PaymentDeclined\n`,
    ),
  );
  expect(orders.stdout).toContain(`  next  npm run executions -- show ${orderId} --stage dev\n`);
  // The trace, which is the next command, has the log lines.
  expect(orders.stdout).not.toContain("npm run logs");
  const shown = await runOnAws(scenario, "executions", "show", orderId, "--stage", "dev");
  expect(shown.stdout).toContain("the failure was caught and leads to PaymentDeclined");

  const prod = await runOnAws(scenario, "orders", "--stage", "prod");
  expect(prod).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining("There is no function stagecraft-prod-OrderStatus"),
  });
});
