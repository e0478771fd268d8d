import { synthesize } from "@stagecraft/plan/synthesize";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withDenial } from "../permissions/with-denial.ts";
import { forgetPublication } from "../under-way.ts";
import { type Journey, openJourney, root } from "./open-journey.ts";

let journey: Journey;

/** A shop whose API may not send to the queue of orders: everything has to go by the outbox. */
beforeAll(async () => {
  const plan = await synthesize({ root, stage: "local" });
  const decide = () => ({ settlesAs: "succeeded", afterMs: 0 }) as const;
  journey = await openJourney({
    plan: withDenial(plan, {
      role: "OrdersApi",
      action: "sqs:SendMessage",
      resource: "arn:aws:sqs:*:*:*-OrdersQueue-*",
    }),
    paymentWishes: { decide },
  });
});

afterAll(() => journey.close());

const workflows = () => Object.values(journey.stage().executions())[0];
const deliveries = () => journey.statsOf("OrderPipeline");

test("what the API cannot publish is published by the schedule, once", async () => {
  const orders = [await journey.place(), await journey.place(), await journey.place()];
  const unpublished = "select 1 from outbox where published_at is null and destination = $1";
  expect(await journey.query(unpublished, ["orders-queue"])).toHaveLength(orders.length);
  await journey.settle();
  for (const orderId of orders) expect(await journey.statusOf(orderId)).toBe("fulfilled");
  expect(workflows()).toMatchObject({ RUNNING: 0, SUCCEEDED: orders.length });
  expect(journey.shop().payments.chargedMinor()).toBe(orders.length * 255);
});

test("an event whose mark was lost is delivered again, and nothing is done again", async () => {
  const orderId = await journey.place();
  await journey.settle();
  const look = async () => ({
    workflows: workflows(),
    charged: journey.shop().payments.chargedMinor(),
    sales: await journey.query("select * from daily_sales"),
    order: (await journey.call(`/orders/${orderId}`)).body,
  });
  const [before, delivered] = [await look(), deliveries().invocations];
  expect(await forgetPublication(journey.sql())).toBe(true);
  await journey.until(() => deliveries().invocations !== delivered && deliveries().running === 0);
  await journey.settle();
  expect(await look()).toEqual(before);
});
