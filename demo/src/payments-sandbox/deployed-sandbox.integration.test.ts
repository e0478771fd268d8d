import { synthesize } from "@stagecraft/plan/synthesize";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Journey, openJourney, root } from "../journeys/open-journey.ts";

/** A stage that has the deployed sandbox: the provider that the demo brings along is never asked. */
let journey: Journey;

const code = "TEST-PRODUCT";
const priced = (price: string) => ({ lines: [{ code, quantity: 1, price }] });

beforeAll(async () => {
  journey = await openJourney({ plan: await synthesize({ root, stage: "dev" }) });
});

afterAll(() => journey.close());

test("the program names its test product, which its own file brings into the catalogue", async () => {
  expect(journey.plan.outputs).toMatchObject({ stage: "dev", testProduct: code });
  await journey.until(async () => {
    const there = await journey.query("select 1 from imports where completed_at is not null");
    return there.length > 0;
  });
  const stocked = await journey.query("select code, on_hand from stock where code = $1", [code]);
  expect(stocked).toEqual([{ code, on_hand: 50_000 }]);
});

test("an order of more than there is runs out of stock", async () => {
  const orderId = await journey.place({ lines: [{ code, quantity: 100_000, price: "0.01" }] });
  await journey.settle();
  expect(await journey.statusOf(orderId)).toBe("out-of-stock");
});

test.each([
  ["2.55", "fulfilled"],
  ["2.13", "payment-declined"],
])("an order of %s comes to the end %s, and no provider was asked", async (price, status) => {
  const orderId = await journey.place(priced(price));
  await journey.settle();
  expect(await journey.statusOf(orderId)).toBe(status);
  expect(journey.chargeOf(orderId)).toBeUndefined();
});
