import { createHmac } from "node:crypto";
import { Fault } from "@stagecraft/contracts/fault";
import { ChargeId, orderIdOf } from "@stagecraft/contracts/payments/charge-id";
import { PaymentEventAnswer } from "@stagecraft/contracts/payments/payment-event";
import { memoryPaymentWaits } from "@stagecraft/database/testing/payment-waits.fixture";
import { httpHandler } from "@stagecraft/lambda/http";
import type { RunOnce } from "@stagecraft/lambda/idempotency";
import type { CallbackOutcome, TaskCallbacks } from "@stagecraft/lambda/task-callbacks";
import { noTraces } from "@stagecraft/observability/tracing/traces";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { expect, test } from "vitest";
import { createApp } from "./app.ts";

const chargeId = ChargeId.parse("chg_01JDZ8Q7M0000000000000000A");
const secret = "the provider's secret";
const start = new Date("2010-12-01T08:26:00Z");

/** The webhook with Lambda's events, tables in memory and a fixed clock. */
function createWebhook({ callback = "sent" as CallbackOutcome | Fault, now = start } = {}) {
  const waits = memoryPaymentWaits();
  const calls: string[] = [];
  const logged: unknown[][] = [];
  const counted: string[] = [];
  const send = async (call: string) => {
    calls.push(call);
    if (callback instanceof Fault) throw callback;
    return callback;
  };
  const callbacks: TaskCallbacks = {
    succeed: (token, { outcome }) => send(`${token}: ${outcome}`),
    fail: (token, error) => send(`${token}: ${error}`),
    heartbeat: (token) => send(`${token}: heartbeat`),
  };
  const record = (...line: unknown[]) => void logged.push(line);
  const dependencies = {
    waits,
    callbacks,
    runOnce: runOnceInMemory(),
    secrets: [secret],
    now: () => now,
    log: { debug() {}, info: record, warn: record, error: record },
    traces: noTraces,
    metrics: { add: (name: string) => void counted.push(name), flush: () => {} },
  };
  const handler = httpHandler(createApp(dependencies), dependencies);
  const context = { awsRequestId: "lambda-1", getRemainingTimeInMillis: () => 20_000 };
  const deliver = async (body: string, { signedAt = now, base64 = false, by = secret } = {}) => {
    const seconds = Math.floor(signedAt.getTime() / 1000);
    const mac = createHmac("sha256", by).update(`${seconds}.${body}`).digest("hex");
    const event = {
      routeKey: "POST /webhooks/payments",
      rawPath: "/webhooks/payments",
      rawQueryString: "",
      headers: {
        "content-type": "application/json",
        "payment-signature": `t=${seconds},v1=${mac}`,
      },
      requestContext: { requestId: "r1", domainName: "api.example.com", http: { method: "POST" } },
      isBase64Encoded: base64,
      body: base64 ? Buffer.from(body).toString("base64") : body,
    } as unknown as APIGatewayProxyEventV2;
    const answer = await handler(event, context);
    return { status: answer.statusCode, body: JSON.parse(answer.body ?? "") };
  };
  return { waits, calls, logged, counted, deliver };
}

function runOnceInMemory(): RunOnce {
  const results = new Map<string, { readonly [name: string]: string }>();
  return async (key, work) => {
    const known = results.get(key);
    if (known) return { result: known as Awaited<ReturnType<typeof work>>, repeated: true };
    const result = await work();
    results.set(key, result);
    return { result, repeated: false };
  };
}

const someEvent = (type: string, { id = "evt_1", reference = chargeId as string } = {}) =>
  JSON.stringify({ id, type, createdAt: start.toISOString(), data: { reference } });

async function createWaiting(options: Parameters<typeof createWebhook>[0] = {}) {
  const webhook = createWebhook(options);
  await webhook.waits.begin(chargeId, "token", start);
  return webhook;
}

test.each([
  ["charge.succeeded", "token: charged"],
  ["charge.declined", "token: payment.declined"],
])("%s continues the workflow", async (type, call) => {
  const { deliver, waits, calls, logged, counted } = await createWaiting();
  const answer = await deliver(someEvent(type));
  expect(answer).toEqual({ status: 200, body: { outcome: "resumed" } });
  expect(calls).toEqual([call]);
  expect(await waits.find(chargeId)).toMatchObject({ endedBy: "evt_1" });
  const orderId = orderIdOf(chargeId);
  expect(logged[0]?.[1]).toMatchObject({ eventId: "evt_1", orderId, reason: "resumed" });
  expect(counted).toEqual(["PaymentEventAccepted"]);
});

test("a pending charge keeps the workflow waiting", async () => {
  const { deliver, calls } = await createWaiting();
  expect(await deliver(someEvent("charge.pending"))).toMatchObject({ body: { outcome: "noted" } });
  expect(calls).toEqual(["token: heartbeat"]);
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
test("a body that the API has encoded is verified in its original form", async () => {
  const { deliver } = await createWaiting();
  const answer = await deliver(someEvent("charge.succeeded"), { base64: true });
  expect(answer).toMatchObject({ status: 200, body: { outcome: "resumed" } });
});

test("an event that is delivered twice counts once", async () => {
  const { deliver, calls } = await createWaiting();
  await deliver(someEvent("charge.succeeded"));
  const again = await deliver(someEvent("charge.succeeded"));
  expect(again).toEqual({ status: 200, body: { outcome: "duplicate" } });
  expect(calls).toHaveLength(1);
});

test("an event that comes before anybody waits is to be repeated, and then counts", async () => {
  const { deliver, waits, calls, logged } = createWebhook();
  expect(await deliver(someEvent("charge.succeeded"))).toMatchObject({ status: 503 });
  expect(logged).toMatchObject([["request", { status: 503 }, { code: "payment.early" }]]);
  await waits.begin(chargeId, "token", start);
  expect(await deliver(someEvent("charge.succeeded"))).toMatchObject({ status: 200 });
  expect(calls).toEqual(["token: charged"]);
});

test.each([
  ["is old", 11],
  ["claims to be of another day", -24 * 60],
])(
  "an event that %s stops being repeated while nobody waits for its charge",
  async (_, minutes) => {
    const { deliver } = createWebhook({ now: new Date(start.getTime() + minutes * 60_000) });
    const answer = await deliver(someEvent("charge.succeeded"));
    expect(answer).toEqual({ status: 200, body: { outcome: "unknown" } });
  },
);

test("an event about a charge that is none of ours is not repeated", async () => {
  const { deliver } = createWebhook();
  const answer = await deliver(someEvent("charge.succeeded", { reference: "inv-7" }));
  expect(answer).toEqual({ status: 200, body: { outcome: "unknown" } });
});

test("an event that comes after the charge's last is out of order", async () => {
  const { deliver, calls } = await createWaiting();
  await deliver(someEvent("charge.succeeded"));
  const pending = await deliver(someEvent("charge.pending", { id: "evt_0" }));
  expect(pending).toEqual({ status: 200, body: { outcome: "out-of-order" } });
  expect(calls).toHaveLength(1);
});

test("an event for a workflow that no longer waits is late", async () => {
  const { deliver, waits } = await createWaiting({ callback: "ended" });
  const answer = await deliver(someEvent("charge.succeeded"));
  expect(answer).toEqual({ status: 200, body: { outcome: "late" } });
  expect(await waits.find(chargeId)).toMatchObject({ endedBy: null });
});

test.each([
  "charge.refunded",
  "charge.cancelled",
  "payout.paid",
  // Properties of every object.
  "constructor",
  "toString",
  "valueOf",
  "__proto__",
])("%s is noted", async (type) => {
  const { deliver, waits, calls } = await createWaiting();
  expect(await deliver(someEvent(type))).toEqual({ status: 200, body: { outcome: "noted" } });
  expect(calls).toEqual([]);
  expect(await waits.find(chargeId)).toMatchObject({ endedBy: null });
});

test("a replayed delivery is refused", async () => {
  const { deliver, calls, counted } = await createWaiting();
  const signedAt = new Date(start.getTime() - 6 * 60_000);
  const answer = await deliver(someEvent("charge.succeeded"), { signedAt });
  expect(answer).toEqual({ status: 401, body: { outcome: "replayed" } });
  expect(calls).toEqual([]);
  expect(counted).toEqual(["PaymentEventRefused"]);
});

test("a delivery without a valid signature is refused unread", async () => {
  const { deliver, calls, logged } = await createWaiting();
  const answer = await deliver(someEvent("charge.succeeded"), { by: "another secret" });
  expect(answer).toEqual({ status: 401, body: { outcome: "forged" } });
  expect(calls).toEqual([]);
  expect(JSON.stringify(logged)).not.toContain("evt_1");
});

test.each(["{", "[]", '{"id":"evt_1"}', ""])("the genuine body %s is malformed", async (body) => {
  const { deliver, counted } = await createWaiting();
  const answer = await deliver(body);
  expect(PaymentEventAnswer.parse(answer.body)).toEqual({ outcome: "malformed" });
  expect(answer.status).toBe(400);
  expect(counted).toEqual(["PaymentEventRefused"]);
});

test("an unreachable workflow is answered 503, so that the event is repeated", async () => {
  const callback = new Fault("workflow.unreachable", { retry: true });
  const { deliver } = await createWaiting({ callback });
  expect(await deliver(someEvent("charge.succeeded"))).toMatchObject({ status: 503 });
});
