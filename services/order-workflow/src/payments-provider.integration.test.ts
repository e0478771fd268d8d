import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { ChargeId } from "@stagecraft/contracts/payments/charge-id";
import { expect, onTestFinished, test } from "vitest";
import { paymentsProvider } from "./payments-provider.ts";

const reference = ChargeId.parse("chg_01JDZ8Q7M0000000000000000A");
const request = { reference, amountMinor: 255, currency: "GBP" } as const;
const charge = { ...request, id: "pay_1", status: "pending" };

/** A fake provider that gives every request this answer; without one it does not answer. */
async function listen(answer?: { status: number; body: string }) {
  const requests: unknown[] = [];
  const server = createServer(async (incoming, response) => {
    const { authorization, "idempotency-key": key } = incoming.headers;
    requests.push([incoming.url, authorization, key, JSON.parse(await text(incoming))]);
    if (answer) response.writeHead(answer.status).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { requests, provider: paymentsProvider({ url, apiKey: "key", timeoutMs: 200 }) };
}

test("a charge is requested with its key, and the answer is read", async () => {
  const { provider, requests } = await listen({ status: 201, body: JSON.stringify(charge) });
  expect(await provider.charge("ord_1", request)).toEqual(charge);
  expect(requests).toEqual([["/charges", "Bearer key", "ord_1", request]]);
});

test("a refund is requested with the charge's reference", async () => {
  const refund = { reference, outcome: "refunded", refundedMinor: 255 };
  const { provider, requests } = await listen({ status: 200, body: JSON.stringify(refund) });
  expect(await provider.refund("refund-ord_1", { reference })).toEqual(refund);
  expect(requests).toEqual([["/refunds", "Bearer key", "refund-ord_1", { reference }]]);
});

test.each([
  ["an outage", { status: 503, body: "" }, "payment.unreachable", true],
  ["too many requests", { status: 429, body: "" }, "payment.unreachable", true],
  ["an answer cut short", { status: 201, body: "{" }, "payment.unreachable", true],
  ["no answer in time", undefined, "payment.unreachable", true],
  ["a refusal", { status: 401, body: "" }, "payment.refused", false],
  ["an answer of another shape", { status: 201, body: "{}" }, "payment.unreadable", false],
])("%s is a fault", async (_, answer, code, retry) => {
  const { provider } = await listen(answer);
  await expect(provider.charge("ord_1", request)).rejects.toMatchObject({ code, retry });
});

test("an unreachable provider is a retryable fault", async () => {
  const provider = paymentsProvider({ url: "http://127.0.0.1:1", apiKey: "k", timeoutMs: 500 });
  await expect(provider.charge("ord_1", request)).rejects.toMatchObject({
    code: "payment.unreachable",
    retry: true,
  });
});
