import { createHmac } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { Charge } from "@stagecraft/contracts/payments/charge";
import { PaymentEvent } from "@stagecraft/contracts/payments/payment-event";
import { Refund } from "@stagecraft/contracts/payments/refund";
import { expect, onTestFinished, test } from "vitest";
import { type SandboxOptions, startPaymentsSandbox } from "./start-payments-sandbox.ts";

const reference = "chg_01JDZ8Q7M0000000000000000A";
const request = { reference, amountMinor: 255, currency: "GBP" };
const secret = "the sandbox's secret";
const startMs = Date.parse("2010-12-01T08:26:00Z");

type Received = { readonly type: string; readonly id: string; readonly genuine: boolean };

/** A webhook that responds with these statuses in turn, then with 200. */
async function listen(...statuses: number[]) {
  const received: Received[] = [];
  let onReceived = () => {};
  const server = createServer(async (incoming, response) => {
    const body = await text(incoming);
    const [, seconds, mac] =
      /^t=(\d+),v1=(\w+)$/.exec(String(incoming.headers["payment-signature"])) ?? [];
    const expected = createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex");
    const { id, type } = PaymentEvent.parse(JSON.parse(body));
    response.writeHead(statuses.shift() ?? 200).end();
    received.push({ id, type, genuine: mac === expected });
    onReceived();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    types: () => received.map(({ type }) => type),
    /** Resolves after `count` events. */
    waitUntilReceived: (count: number) =>
      new Promise<void>((resolve) => {
        onReceived = () => void (received.length >= count && resolve());
        onReceived();
      }),
  };
}

/** A new sandbox. Its clock moves only with `skip`. */
async function createSandbox(options: Partial<SandboxOptions> & { webhookUrl: () => string }) {
  const directory = await mkdtemp(join(tmpdir(), "payments-"));
  let nowMs = startMs;
  const all: SandboxOptions = {
    secret,
    apiKey: "key",
    nowMs: () => nowMs,
    seed: 1,
    ledgerFile: join(directory, "l.db"),
    declineShare: 0,
    delayShare: 0,
    duplicateShare: 0,
    ...options,
  };
  let sandbox = await startPaymentsSandbox(all);
  onTestFinished(async () => {
    await sandbox.close();
    await rm(directory, { recursive: true });
  });
  const post = async (path: string, body: object, { key = "key-1", apiKey = "key" } = {}) => {
    const response = await fetch(`${sandbox.url}${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${apiKey}`, "idempotency-key": key },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  };
  return {
    post,
    charge: async (body: object = request) => Charge.parse((await post("/charges", body)).body),
    refund: async (key = "refund-1") =>
      Refund.parse((await post("/refunds", { reference }, { key })).body),
    sandbox: () => sandbox,
    async settled() {
      while (sandbox.inProgress() > 0) await new Promise(setImmediate);
    },
    /** Moves the clock to the sandbox's next timer. */
    skip() {
      const dueAtMs = sandbox.nextDueMs();
      if (dueAtMs === null) throw new Error("no timer is set");
      const skippedMs = dueAtMs - nowMs;
      nowMs = Math.max(nowMs, dueAtMs);
      sandbox.wake();
      return skippedMs;
    },
    async restart(changes: Partial<SandboxOptions> = {}) {
      await sandbox.close();
      sandbox = await startPaymentsSandbox({ ...all, ...changes });
    },
  };
}

test("a charge is made once per key, and its outcome is sent with a valid signature", async () => {
  const webhook = await listen();
  const { charge, settled } = await createSandbox({ webhookUrl: () => webhook.url });
  const first = await charge();
  expect(first).toMatchObject({ ...request, status: "pending" });
  await webhook.waitUntilReceived(1);
  await settled();
  expect(await charge()).toEqual({ ...first, status: "succeeded" });
  expect(webhook.received).toMatchObject([{ type: "charge.succeeded", genuine: true }]);
});

test("a declined charge sends charge.declined", async () => {
  const webhook = await listen();
  const { charge } = await createSandbox({ webhookUrl: () => webhook.url, declineShare: 1 });
  await charge();
  await webhook.waitUntilReceived(1);
  expect(await charge()).toMatchObject({ status: "declined" });
  expect(webhook.types()).toEqual(["charge.declined"]);
});

test("a delayed charge sends charge.pending first", async () => {
  const webhook = await listen();
  const options = { webhookUrl: () => webhook.url, delayShare: 1, delayMs: 30_000 };
  const { charge, settled, skip } = await createSandbox(options);
  await charge();
  await webhook.waitUntilReceived(1);
  await settled();
  expect(webhook.types()).toEqual(["charge.pending"]);
  expect(skip()).toBe(30_000);
  await webhook.waitUntilReceived(2);
  expect(webhook.types()).toEqual(["charge.pending", "charge.succeeded"]);
});

test("a duplicated event has the same id both times", async () => {
  const webhook = await listen();
  const options = { webhookUrl: () => webhook.url, duplicateShare: 1 };
  const { charge, settled, skip } = await createSandbox(options);
  await charge();
  await webhook.waitUntilReceived(1);
  await settled();
  skip();
  await webhook.waitUntilReceived(2);
  expect(new Set(webhook.received.map(({ id }) => id)).size).toBe(1);
});

test("an event that is not accepted is retried with exponential backoff", async () => {
  const webhook = await listen(503, 500, 429);
  const { charge, settled, skip, sandbox } = await createSandbox({ webhookUrl: () => webhook.url });
  await charge();
  const waits: number[] = [];
  for (let count = 1; count <= 3; count++) {
    await webhook.waitUntilReceived(count);
    await settled();
    waits.push(skip());
  }
  await webhook.waitUntilReceived(4);
  await settled();
  expect(waits).toEqual([1_000, 2_000, 4_000]);
  expect(sandbox().deliveries()).toEqual({ delivered: 1, waiting: 0, givenUp: 0 });
});

test("an event with a final 4xx response is not retried", async () => {
  const webhook = await listen(401);
  const { charge, settled, sandbox } = await createSandbox({ webhookUrl: () => webhook.url });
  await charge();
  await webhook.waitUntilReceived(1);
  await settled();
  expect(sandbox().deliveries()).toEqual({ delivered: 0, waiting: 0, givenUp: 1 });
});

test("a repeated refund refunds once and sends charge.refunded", async () => {
  const webhook = await listen();
  const { charge, refund, sandbox } = await createSandbox({ webhookUrl: () => webhook.url });
  await charge();
  await webhook.waitUntilReceived(1);
  const refunded = { reference, outcome: "refunded", refundedMinor: 255 };
  expect(await refund()).toEqual(refunded);
  expect(await refund()).toEqual(refunded);
  await webhook.waitUntilReceived(2);
  expect(webhook.types()).toEqual(["charge.succeeded", "charge.refunded"]);
  expect(sandbox().entries()).toEqual([{ ...request, status: "refunded", refundedMinor: 255 }]);
});

test("a refund under another key is a second refund", async () => {
  const webhook = await listen();
  const { charge, refund, post, sandbox } = await createSandbox({ webhookUrl: () => webhook.url });
  await charge();
  await webhook.waitUntilReceived(1);
  await refund("refund-1");
  await refund("refund-2");
  expect(sandbox().entries()).toMatchObject([{ status: "refunded", refundedMinor: 510 }]);
  const other = { reference: "chg_01JDZ8Q7M0000000000000000Z" };
  expect(await post("/refunds", other, { key: "refund-1" })).toMatchObject({ status: 409 });
});

test("a refund of a pending charge cancels it", async () => {
  const webhook = await listen();
  const options = { webhookUrl: () => webhook.url, delayShare: 1 };
  const { charge, refund, settled, sandbox } = await createSandbox(options);
  await charge();
  expect(await refund()).toMatchObject({ outcome: "cancelled", refundedMinor: 0 });
  await webhook.waitUntilReceived(2);
  await settled();
  expect(sandbox().nextDueMs()).toBeNull();
  expect(await charge()).toMatchObject({ status: "cancelled" });
});

test("a refund before the charge prevents the charge", async () => {
  const webhook = await listen();
  const { charge, refund, sandbox } = await createSandbox({ webhookUrl: () => webhook.url });
  expect(await refund()).toMatchObject({ outcome: "nothing-charged", refundedMinor: 0 });
  expect(await charge()).toMatchObject({ status: "cancelled" });
  expect(sandbox().nextDueMs()).toBeNull();
});

test("the ledger can be read over HTTP with the API key", async () => {
  const { charge, settled, sandbox } = await createSandbox({
    webhookUrl: () => "http://127.0.0.1:1",
  });
  await charge();
  await settled();
  const read = async (apiKey: string) =>
    fetch(`${sandbox().url}/ledger`, { headers: { authorization: `Bearer ${apiKey}` } });
  expect(await (await read("key")).json()).toEqual({
    charges: [{ ...request, status: "succeeded", refundedMinor: 0 }],
    deliveries: { delivered: 0, waiting: 1, givenUp: 0 },
  });
  expect((await read("other")).status).toBe(401);
});

test("charges and pending deliveries survive a restart", async () => {
  const webhook = await listen();
  const down = { webhookUrl: () => "http://127.0.0.1:1" };
  const { charge, settled, skip, restart, sandbox } = await createSandbox(down);
  await charge();
  await settled();
  await restart({ webhookUrl: () => webhook.url });
  expect(sandbox().entries()).toEqual([{ ...request, status: "succeeded", refundedMinor: 0 }]);
  skip();
  await webhook.waitUntilReceived(1);
  expect(webhook.types()).toEqual(["charge.succeeded"]);
});

test("in an outage no request is accepted, and events are delivered after it", async () => {
  const webhook = await listen();
  let out = false;
  const options = { webhookUrl: () => webhook.url, outage: () => out, delayShare: 1 };
  const { charge, post, settled, skip } = await createSandbox(options);
  await charge();
  await webhook.waitUntilReceived(1);
  await settled();
  out = true;
  expect(await post("/charges", request)).toMatchObject({ status: 503 });
  skip();
  await settled();
  expect(webhook.received).toHaveLength(1);
  out = false;
  skip();
  await webhook.waitUntilReceived(2);
  expect(webhook.types()).toEqual(["charge.pending", "charge.succeeded"]);
});

test.each([
  ["a wrong API key", request, { apiKey: "other" }, 401],
  ["a missing key", request, { key: "" }, 400],
  ["an incomplete body", { reference }, {}, 422],
  ["a reference that was charged under another key", request, { key: "key-2" }, 409],
  ["a key of another charge", { ...request, amountMinor: 1 }, {}, 409],
])("%s is refused", async (_, body, headers, status) => {
  const webhook = await listen();
  const { charge, post } = await createSandbox({ webhookUrl: () => webhook.url });
  await charge();
  expect(await post("/charges", body, headers)).toMatchObject({ status });
});
