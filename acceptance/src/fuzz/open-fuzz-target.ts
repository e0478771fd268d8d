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
const stranger = "cus_stranger";
const hourMs = 60 * 60_000;

/** By what an order costs, so that orders come to stand where they are wanted. */
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

/** So many of each: answers to them differ, and requests change some. */
const orders = [
  { times: 4, line: fulfilled, customerId: customer },
  { times: 8, line: pending, customerId: customer },
  { times: 1, line: declined, customerId: customer },
  { times: 9, line: outOfStock, customerId: customer },
  { times: 1, line: fulfilled, customerId: stranger },
];

/** A system with orders wherever an order may stand, the document of its API, and what requests to it may name. */
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
  await scenario.until(
    async () => {
      const [row] = await scenario.query<{ left: string }>(
        `select count(*) as left from orders
          where status = 'placed' or (status = 'accepted' and total_minor <> ${pendingMinor})`,
      );
      return row?.left === "0";
    },
    { skip: false },
  );
  // As if their workflows had not begun: nothing else would leave orders there.
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
    // Of an event that is younger the API asks to hear again, with a 503, until its charge is known.
    createdAt: [new Date(nowMs - hourMs).toISOString()],
    "Idempotency-Key": Array.from({ length: 100 }, (_, index) => `fuzz-${index}`),
  };
}

async function tokensOf(scenario: Scenario): Promise<FuzzTarget["tokens"]> {
  const ttlSeconds = 24 * 60 * 60;
  const bearer = async (...asked: Parameters<ReturnType<Scenario["system"]>["tokenFor"]>) =>
    `Bearer ${await scenario.system().tokenFor(...asked)}`;
  const own = await bearer(customer, { ttlSeconds });
  return {
    good: [own, own, own, own, await bearer(stranger, { ttlSeconds })],
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
  const signed = (body: Buffer, { by = secret, ageMs = 0 } = {}) =>
    signEvent(body.toString(), { secret: by, nowMs: scenario.stage().nowMs() - ageMs });
  return {
    "Payment-Signature": {
      good: signed,
      bad: [
        (body) => signed(body, { by: "another" }),
        (body) => signed(body, { ageMs: hourMs }),
        () => "t=1,v1=",
      ],
    },
  };
}
