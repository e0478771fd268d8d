import type { OrderId } from "@stagecraft/contracts/ids";
import type { OrderList } from "@stagecraft/contracts/order-list";
import { chargeIdOf } from "@stagecraft/contracts/payments/charge-id";
import type { PlaceOrder } from "@stagecraft/contracts/place-order";
import type { ChargeOutcome } from "@stagecraft/operations/local-system/fake-provider/behaviour";
import { signEvent } from "@stagecraft/operations/local-system/fake-provider/sign-event";
import { openScenario, type Scenario } from "../scenarios/open-scenario.ts";
import { seedStock } from "../scenarios/seed-stock.ts";
import type { FuzzTarget } from "./fuzz-request.ts";
import type { OpenApi } from "./open-api.ts";

const customer = "cus_fuzz";
const otherCustomer = "cus_other";
const hourMs = 60 * 60_000;

/** Amounts that make the provider decline a charge, or leave it pending. */
const declinedMinor = 101;
const pendingMinor = 202;

function decide({ amountMinor }: { amountMinor: number }): ChargeOutcome {
  return {
    settlesAs: amountMinor === declinedMinor ? "declined" : "succeeded",
    afterMs: amountMinor === pendingMinor ? hourMs : 0,
  };
}

const fulfilled = { code: "FUZZ-1", quantity: 100_000, price: "0.02" };
const pending = { code: "FUZZ-1", quantity: 1, price: "2.02" };
const declined = { code: "FUZZ-1", quantity: 1, price: "1.01" };
const outOfStock = { code: "NONE-1", quantity: 1, price: "2.55" };

/** Orders in different states. Requests of the fuzz test change some of them. */
const orders = [
  { times: 4, line: fulfilled, customerId: customer },
  { times: 8, line: pending, customerId: customer },
  { times: 1, line: declined, customerId: customer },
  { times: 9, line: outOfStock, customerId: customer },
  { times: 1, line: fulfilled, customerId: otherCustomer },
];

/** Starts a system with orders in all states, and reads the API's document and the values for requests. */
export async function openFuzzTarget(): Promise<{
  readonly scenario: Scenario;
  readonly document: OpenApi;
  readonly target: FuzzTarget;
}> {
  const scenario = await openScenario({ providerOverrides: { decide } });
  try {
    await seedStock(scenario, { "FUZZ-1": 2_000_000_000, "NONE-1": 0 });
    const orderIds = await placeOrders(scenario);
    const { body: page } = await scenario.call<OrderList>("/orders?limit=2", undefined, customer);
    const { body: document } = await scenario.call<OpenApi>("/openapi.json");
    const target = {
      components: document.components.schemas,
      known: knownValues(orderIds, page, scenario.stage().nowMs()),
      tokens: await tokensOf(scenario),
      signatures: signaturesOf(scenario),
    };
    return { scenario, document, target };
  } catch (error) {
    await scenario.close();
    throw error;
  }
}

async function placeOrders(scenario: Scenario): Promise<readonly OrderId[]> {
  const orderIds: OrderId[] = [];
  for (const { times, line, customerId } of orders) {
    const order: PlaceOrder = {
      orderedOn: "2010-12-01",
      country: "France",
      currency: "GBP",
      lines: [line],
    };
    for (let time = 0; time < times; time++) {
      orderIds.push((await scenario.call("/orders", order, customerId)).body.id);
    }
  }
  await scenario.waitUntil(
    async () => {
      const [row] = await scenario.query<{ left: string }>(
        `select count(*) as left from orders
          where status = 'placed' or (status = 'accepted' and total_minor <> ${pendingMinor})`,
      );
      return row?.left === "0";
    },
    { skip: false },
  );
  // Resets some orders to "placed", because workflows leave no order in this status.
  await scenario.query(
    `update orders set status = 'placed'
      where id in (select id from orders where status = 'out-of-stock' order by id limit 8)`,
  );
  return orderIds;
}

function knownValues(
  orderIds: readonly OrderId[],
  page: OrderList,
  nowMs: number,
): FuzzTarget["known"] {
  return {
    id: orderIds,
    reference: orderIds.map(chargeIdOf),
    cursor: page.next === null ? [] : [page.next],
    code: [fulfilled.code],
    price: [fulfilled.price],
    country: ["France"],
    from: ["2010-12-01"],
    to: ["2010-12-02"],
    type: ["charge.pending", "charge.succeeded", "charge.declined", "valueOf"],
    // For a newer event of an unknown charge the API returns 503, so that the provider retries.
    createdAt: [new Date(nowMs - hourMs).toISOString()],
    "Idempotency-Key": Array.from({ length: 100 }, (_, index) => `fuzz-${index}`),
  };
}

async function tokensOf(scenario: Scenario): Promise<FuzzTarget["tokens"]> {
  const ttlSeconds = 24 * 60 * 60;
  const bearer = async (...args: Parameters<ReturnType<Scenario["system"]>["tokenFor"]>) =>
    `Bearer ${await scenario.system().tokenFor(...args)}`;
  const own = await bearer(customer, { ttlSeconds });
  return {
    good: [own, own, own, own, await bearer(otherCustomer, { ttlSeconds })],
    withoutScope: await bearer(customer, { ttlSeconds, scopes: ["other"] }),
    bad: [
      ...["", "Bearer", "Bearer x.y.z", "Basic eDp5", own.replace("Bearer", "Token")],
      await bearer(customer, { ttlSeconds: -60 }),
      await bearer(customer, { ttlSeconds, audience: "another" }),
      ...(await Promise.all(
        ["\u0000", "é ☃", "c".repeat(300)].map((name) => bearer(name, { ttlSeconds })),
      )),
    ],
  };
}

function signaturesOf(scenario: Scenario): FuzzTarget["signatures"] {
  const { PaymentsWebhookSecrets: secret = "" } = scenario.system().payments.secrets;
  const signed = (body: Buffer, { key = secret, ageMs = 0 } = {}) =>
    signEvent(body.toString(), { secret: key, nowMs: scenario.stage().nowMs() - ageMs });
  return {
    "Payment-Signature": {
      good: signed,
      bad: [
        (body) => signed(body, { key: "another" }),
        (body) => signed(body, { ageMs: hourMs }),
        () => "t=1,v1=",
      ],
    },
  };
}
