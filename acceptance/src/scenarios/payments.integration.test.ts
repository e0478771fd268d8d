import { createHash, randomUUID } from "node:crypto";
import { OrderId } from "@stagecraft/contracts/ids";
import { chargeIdOf } from "@stagecraft/contracts/payments/charge-id";
import { callService } from "@stagecraft/operations/local-system/call-service";
import { signEvent } from "@stagecraft/operations/local-system/fake-provider/sign-event";
import { tablesOf } from "@stagecraft/plan/resources/dynamodb/tables";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openScenario, type Scenario } from "./open-scenario.ts";

const minuteMs = 60_000;
/** Amounts in minor units of charges that stay pending for hours, and for a minute. */
const pendingForHours = 1_212;
const pendingForAMinute = 606;

let scenario: Scenario;
/** The provider is down until this time; 0 without an outage. */
let downUntilMs = 0;

const afterMs = new Map([
  [pendingForHours, 300 * minuteMs],
  [pendingForAMinute, minuteMs],
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

/** Places an order and waits until its charge is pending. */
async function placePending() {
  const orderId = await place(pendingForHours);
  await scenario.waitUntil(() => scenario.chargeOf(orderId) === "pending");
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

/** Delivers an event like the provider, or with a wrong secret, time or content type. */
async function deliver(
  body: string,
  { secret = secretOf(), signedAgoMs = 0, type = "application/json" } = {},
) {
  const nowMs = scenario.stage().nowMs() - signedAgoMs;
  const response = await fetch(`${scenario.stage().url}/webhooks/payments`, {
    method: "POST",
    headers: { "content-type": type, "payment-signature": signEvent(body, { secret, nowMs }) },
    body: Buffer.from(body),
  });
  const { outcome } = (await response.json()) as { outcome?: string };
  return [response.status, outcome];
}

/** Sets the event's idempotency record to in progress, as if its invocation had crashed after it called the workflow. */
async function markInProgress(event: string, endsInMs: number) {
  const { id } = JSON.parse(event) as { id: string };
  const TableName = tablesOf(scenario.plan).find(
    ({ logicalName }) => logicalName === "PaymentEventsTable",
  )?.name;
  // Powertools' key ends with a hash of the payload.
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

test("only a correctly signed and recent event resumes a workflow, and only once", async () => {
  const orderId = await placePending();
  const paid = eventOf({ orderId, type: "charge.succeeded" });
  expect(await deliver(paid, { secret: "another secret" })).toEqual([401, "forged"]);
  expect(await deliver(paid, { signedAgoMs: 6 * minuteMs })).toEqual([401, "replayed"]);
  expect(await deliver("{}")).toEqual([400, "malformed"]);
  expect(await deliver(eventOf({ orderId, type: "charge.admired" }))).toEqual([200, "noted"]);
  expect(await scenario.statusOf(orderId)).toBe("accepted");

  // A binary content type reaches the function in base64; the signature is of the original body.
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

test("an event whose delivery crashed is accepted again only after its record has expired", async () => {
  const orderId = await placePending();
  const paid = eventOf({ orderId, type: "charge.succeeded" });
  expect(await deliver(paid)).toEqual([200, "resumed"]);
  await markInProgress(paid, 20_000);
  expect(await deliver(paid)).toEqual([503, undefined]);
  await markInProgress(paid, -1);
  expect(await deliver(paid)).toEqual([200, "out-of-order"]);
  expect(await deliver(paid)).toEqual([200, "duplicate"]);
  await scenario.settle();
  expect(await scenario.statusOf(orderId)).toBe("fulfilled");
});

test("an event of a charge without a waiting workflow returns 503, so that the provider retries", async () => {
  const orderId = OrderId.parse("ord_01JDZ8Q7M0000000000000000A");
  const early = eventOf({ orderId, type: "charge.succeeded" });
  expect(await deliver(early)).toEqual([503, undefined]);
  expect(await deliver(early)).toEqual([503, undefined]);
});

test("an event after the end of the workflow changes nothing", async () => {
  const orderId = await placePending();
  await scenario.call(`/orders/${orderId}/cancel`, {});
  await scenario.settle();
  expect(await deliver(eventOf({ orderId, type: "charge.succeeded" }))).toEqual([200, "late"]);
  await scenario.settle();
  expect(await scenario.statusOf(orderId)).toBe("cancelled");
});

test("during an outage of the provider orders wait, and then each is charged once", async () => {
  const { payments } = scenario.system();
  const before = payments.chargedMinor();
  const chargedBefore = await place(pendingForAMinute);
  await scenario.waitUntil(() => scenario.chargeOf(chargedBefore) === "pending");
  downUntilMs = scenario.stage().nowMs() + 10 * minuteMs;
  const waiting = [await place(400), await place(pendingForAMinute)];
  await scenario.settle();
  expect(scenario.stage().nowMs()).toBeGreaterThan(downUntilMs);
  for (const orderId of [chargedBefore, ...waiting]) {
    expect(await scenario.statusOf(orderId)).toBe("fulfilled");
    expect(scenario.chargeOf(orderId)).toBe("succeeded");
  }
  expect(payments.chargedMinor() - before).toBe(2 * pendingForAMinute + 400);
});
