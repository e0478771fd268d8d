import { Charge } from "@stagecraft/contracts/payments/charge";
import { Refund } from "@stagecraft/contracts/payments/refund";
import { httpHandler } from "@stagecraft/lambda/http";
import { noTraces } from "@stagecraft/observability/tracing/traces";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { expect, test } from "vitest";
import { createApp } from "./app.ts";

const apiKey = "the key of this test";
const reference = "chg_01JDZ8Q7M0000000000000000A";
const charge = (amountMinor: number) => ({ reference, amountMinor, currency: "GBP" });

/** Calls the sandbox with an event of Lambda. */
async function call(
  path: string,
  body: unknown,
  { authorization = `Bearer ${apiKey}`, key = "key-1", text = JSON.stringify(body) } = {},
) {
  const logged: unknown[] = [];
  const record = (_message: string, fields: object) => void logged.push(fields);
  const handler = httpHandler(createApp({ apiKey }), {
    log: { debug() {}, info: record, warn: record, error: record },
    traces: noTraces,
    metrics: { add: () => {}, flush: () => {} },
    now: () => new Date("2010-12-01T08:26:00Z"),
  });
  const event = {
    routeKey: `POST ${path}`,
    rawPath: path,
    rawQueryString: "",
    headers: { authorization, "idempotency-key": key, "content-type": "application/json" },
    requestContext: { requestId: "r1", domainName: "pay.example.com", http: { method: "POST" } },
    isBase64Encoded: false,
    body: text,
  } as unknown as APIGatewayProxyEventV2;
  const answer = await handler(event, {
    awsRequestId: "lambda-1",
    getRemainingTimeInMillis: () => 10_000,
  });
  return { status: answer.statusCode, body: JSON.parse(answer.body ?? ""), logged };
}

test.each([
  [100, "succeeded"],
  [1, "succeeded"],
  [1_300, "succeeded"],
  [13, "declined"],
  [213, "declined"],
  [1_000_013, "declined"],
])("a charge of %i minor units gets the status %s at once", async (amountMinor, status) => {
  const { status: code, body, logged } = await call("/charges", charge(amountMinor));
  expect([code, Charge.parse(body)]).toEqual([
    201,
    { ...charge(amountMinor), id: "pay_01JDZ8Q7M0000000000000000A", status },
  ]);
  expect(logged).toMatchObject([{ orderId: "ord_01JDZ8Q7M0000000000000000A", outcome: status }]);
});

test("a repeated charge has the same status", async () => {
  const first = await call("/charges", charge(213));
  expect(await call("/charges", charge(213))).toEqual(first);
});

test("a refund succeeds", async () => {
  const { status, body } = await call("/refunds", { reference });
  expect([status, Refund.parse(body)]).toEqual([
    200,
    { reference, outcome: "refunded", refundedMinor: 0 },
  ]);
});

test.each([
  ["without the key", { authorization: "" }, 401],
  ["with another key", { authorization: "Bearer another key" }, 401],
  ["with the key as another scheme", { authorization: `Basic ${apiKey}` }, 401],
  ["without an Idempotency-Key", { key: "" }, 400],
  ["with a body that is no JSON", { text: "{" }, 400],
  ["with a body of another shape", { text: "[]" }, 422],
])("a request %s is refused", async (_, options, status) => {
  expect(await call("/charges", charge(100), options)).toMatchObject({ status });
  expect(await call("/refunds", { reference }, options)).toMatchObject({ status });
});
