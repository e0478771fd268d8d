import { markUnpublished } from "@stagecraft/operations/local-system/mark-unpublished";
import { synthesize } from "@stagecraft/plan/synthesize";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withDenial } from "../plan-edits/with-denial.ts";
import { openScenario, root, type Scenario } from "./open-scenario.ts";

let scenario: Scenario;

/** A system whose API may not send to the orders queue, so that all events go through the relay. */
beforeAll(async () => {
  const plan = await synthesize({ root, stage: "local" });
  scenario = await openScenario({
    plan: withDenial(plan, {
      role: "OrdersApi",
      action: "sqs:SendMessage",
      resource: "arn:aws:sqs:*:*:*-OrdersQueue-*",
    }),
  });
});

afterAll(() => scenario.close());

const workflows = () => Object.values(scenario.stage().executions())[0];
const deliveries = () => scenario.statsOf("OrderPipeline");

test("events that the API cannot publish are published once by the scheduled relay", async () => {
  const orders = [await scenario.place(), await scenario.place(), await scenario.place()];
  const unpublished = "select 1 from outbox where published_at is null and destination = $1";
  expect(await scenario.query(unpublished, ["orders-queue"])).toHaveLength(orders.length);
  await scenario.settle();
  for (const orderId of orders) expect(await scenario.statusOf(orderId)).toBe("fulfilled");
  expect(workflows()).toMatchObject({ RUNNING: 0, SUCCEEDED: orders.length });
  expect(scenario.system().payments.chargedMinor()).toBe(orders.length * 255);
});

test("an order whose workflow never started fails after hours, and is counted", async () => {
  const orderId = await scenario.place();
  // Its message is lost.
  await scenario.query(
    "update outbox set published_at = now() where order_id = $1 and destination = 'orders-queue'",
    [orderId],
  );
  await scenario.query(
    "update orders set created_at = created_at - interval '7 hours' where id = $1",
    [orderId],
  );
  await scenario.settle();
  expect(await scenario.statusOf(orderId)).toBe("failed");
  await scenario.waitUntil(() => scenario.metricSum("OutboxRelay", "OrderSwept") > 0);
  expect(scenario.metricSum("OutboxRelay", "OrderSwept")).toBe(1);
});

test("an event that is published twice has no second effect", async () => {
  const orderId = await scenario.place();
  await scenario.settle();
  const readAll = async () => ({
    workflows: workflows(),
    charged: scenario.system().payments.chargedMinor(),
    sales: await scenario.query("select * from daily_sales"),
    order: (await scenario.call(`/orders/${orderId}`)).body,
  });
  const [before, delivered] = [await readAll(), deliveries().invocations];
  expect(await markUnpublished(scenario.sql())).toBe(true);
  await scenario.waitUntil(
    () => deliveries().invocations !== delivered && deliveries().running === 0,
  );
  await scenario.settle();
  expect(await readAll()).toEqual(before);
});
