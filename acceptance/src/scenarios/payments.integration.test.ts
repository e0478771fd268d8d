import { createHash, randomUUID } from "node:crypto";
import { OrderId } from "@stagecraft/contracts/ids";
import { chargeIdOf } from "@stagecraft/contracts/payments/charge-id";
import { callService } from "@stagecraft/operations/local-system/call-service";
import { signEvent } from "@stagecraft/operations/local-system/fake-provider/sign-event";
import { tablesOf } from "@stagecraft/plan/resources/dynamodb/tables";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openScenario, type Scenario } from "./open-scenario.ts";

const minuteMs = 60_000;
/** The provider's amounts, in minor units: one it takes hours over and one it takes a minute over. */
const endless = 1_212;
const slow = 606;

let scenario: Scenario;
/** The provider is down until then. */
let downUntilMs = 0;

const afterMs = new Map([
  [endless, 300 * minuteMs],
  [slow, minuteMs],
]);

beforeAll(async () => {
  scenario = await openScenario({
    providerOverrides: {
      outage: () => downUntilMs > 0 && scenario.stage().nowMs() < downUntilMs,
      decide: ({ amountMinor }) => ({
        settlesAs: "succeeded",
        afterMs: afterMs.get(amountMinor) ?? 0,
      }),
    },
  });
});

afterAll(() => scenario.close());

const place = (amountMinor: number) =>
  scenario.place({
    lines: [{ code: "85123A", quantity: 1, price: (amountMinor / 100).toFixed(2) }],
  });

/** Places an order and waits until its workflow waits for the provider. */
async function placeWaiting() {
  const orderId = await place(endless);
  await scenario.until(() => scenario.chargeOf(orderId) === "pending");
  return orderId;
}

type Event = { readonly orderId: OrderId; readonly type: string };

function eventOf({ orderId, type }: Event): string {
  return JSON.stringify({
    id: `evt_${randomUUID()}`,
    type,
    createdAt: new Date(scenario.stage().nowMs()).toISOString(),
    data: { reference: chargeIdOf(orderId) },
  });
}

/** Delivers an event as the provider does, or as somebody who is not quite the provider. */
async function deliver(
  body: string,
  { secret = secretOf(), signedAgoMs = 0, type = "application/json" } = {},
) {
  const nowMs = scenario.stage().nowMs() - signedAgoMs;
  const answer = await fetch(`${scenario.stage().url}/webhooks/payments`, {
    method: "POST",
    headers: { "content-type": type, "payment-signature": signEvent(body, { secret, nowMs }) },
    body: Buffer.from(body),
  });
  const { outcome } = (await answer.json()) as { outcome?: string };
  return [answer.status, outcome];
}

/** Leaves the event's record as an invocation does that told the workflow and died before it could note that. */
async function leaveRecordOf(event: string, endsInMs: number) {
  const { id } = JSON.parse(event) as { id: string };
  const TableName = tablesOf(scenario.plan).find(
    ({ logicalName }) => logicalName === "PaymentEventsTable",
  )?.name;
  // Powertools' key ends with the hash of what it was given.
  const hash = createHash("md5").update(JSON.stringify(id)).digest("base64");
  const { Items } = await callService<{ Items: { id: { S: string } }[] }>(
    scenario,
    "dynamodb",
    "Scan",
    { TableName },
  );
  const record = Items.find((item) => item.id.S.endsWith(hash));
  if (!record) throw new Error(`There is no record of ${id}`);
  await callService(scenario, "dynamodb", "UpdateItem", {
    TableName,
    Key: { id: record.id },
    UpdateExpression: "SET #status = :status, in_progress_expiration = :end REMOVE #data",
    ExpressionAttributeNames: { "#status": "status", "#data": "data" },
    ExpressionAttributeValues: {
      ":status": { S: "INPROGRESS" },
      ":end": { N: String(scenario.stage().nowMs() + endsInMs) },
    },
  });
}

const secretOf = () => scenario.system().payments.secrets.PaymentsWebhookSecrets ?? "";

test("only a genuine and recent delivery moves an order on, and it does so once", async () => {
  const orderId = await placeWaiting();
  const paid = eventOf({ orderId, type: "charge.succeeded" });
  expect(await deliver(paid, { secret: "somebody else's" })).toEqual([401, "forged"]);
  expect(await deliver(paid, { signedAgoMs: 6 * minuteMs })).toEqual([401, "replayed"]);
  expect(await deliver("{}")).toEqual([400, "malformed"]);
  expect(await deliver(eventOf({ orderId, type: "charge.admired" }))).toEqual([200, "noted"]);
  expect(await scenario.statusOf(orderId)).toBe("accepted");

  // A type that is no text reaches the function in base64, and is signed as it was sent.
  const type = "application/octet-stream";
  expect(await deliver(paid, { type })).toEqual([200, "resumed"]);
  expect(await deliver(paid)).toEqual([200, "duplicate"]);
  expect(await deliver(eventOf({ orderId, type: "charge.declined" }))).toEqual([
    200,
    "out-of-order",
  ]);
  await scenario.settle();
  expect(await scenario.statusOf(orderId)).toBe("fulfilled");
});

test("an event whose delivery died is taken up again when its time is over, and not before", async () => {
  const orderId = await placeWaiting();
  const paid = eventOf({ orderId, type: "charge.succeeded" });
  expect(await deliver(paid)).toEqual([200, "resumed"]);
  await leaveRecordOf(paid, 20_000);
  expect(await deliver(paid)).toEqual([503, undefined]);
  await leaveRecordOf(paid, -1);
  expect(await deliver(paid)).toEqual([200, "out-of-order"]);
  expect(await deliver(paid)).toEqual([200, "duplicate"]);
  await scenario.settle();
  expect(await scenario.statusOf(orderId)).toBe("fulfilled");
});

test("word of a charge that nobody waits for yet is asked for again", async () => {
  const orderId = OrderId.parse("ord_01JDZ8Q7M0000000000000000A");
  const early = eventOf({ orderId, type: "charge.succeeded" });
  expect(await deliver(early)).toEqual([503, undefined]);
  expect(await deliver(early)).toEqual([503, undefined]);
});

test("word that comes after the workflow has done without it changes nothing", async () => {
  const orderId = await placeWaiting();
  await scenario.call(`/orders/${orderId}/cancel`, {});
  await scenario.settle();
  expect(await deliver(eventOf({ orderId, type: "charge.succeeded" }))).toEqual([200, "late"]);
  await scenario.settle();
  expect(await scenario.statusOf(orderId)).toBe("cancelled");
});

test("while the provider is down for ten minutes orders wait, and then each is charged once", async () => {
  const { payments } = scenario.system();
  const before = payments.chargedMinor();
  const asked = await place(slow);
  await scenario.until(() => scenario.chargeOf(asked) === "pending");
  downUntilMs = scenario.stage().nowMs() + 10 * minuteMs;
  const waiting = [await place(400), await place(slow)];
  await scenario.settle();
  expect(scenario.stage().nowMs()).toBeGreaterThan(downUntilMs);
  for (const orderId of [asked, ...waiting]) {
    expect(await scenario.statusOf(orderId)).toBe("fulfilled");
    expect(scenario.chargeOf(orderId)).toBe("succeeded");
  }
  expect(payments.chargedMinor() - before).toBe(2 * slow + 400);
});
