import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { PlaceOrder } from "@stagecraft/contracts/place-order";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readData } from "./online-retail/read-data.ts";
import { planReplay } from "./plan-replay.ts";
import { replay } from "./replay.ts";

type Received = { path: string; customer: string; key: string; total: number };

let received: Received[];
let responses: Map<string, string>;
let connections: number;
let failure: (count: number) => "reset" | 429 | 503 | 500 | undefined;
const plan = planReplay(await readData(join(import.meta.dirname, "../data/online-retail")), 60);

/** A small orders API with the idempotency keys, totals and refunds of the real one. */
const server = createServer(async (request, response) => {
  const { path, customer, key, body } = await readRequest(request);
  const problem = failure(received.length);
  received.push({ path, customer, key, total: body.lines.length });
  if (problem === "reset") return void request.socket.destroy();
  if (problem) return void response.writeHead(problem).end('{"message":"Not now"}');
  const known = responses.get(`${customer} ${key}`);
  const pence = body.lines.reduce((sum, line) => sum + line.quantity * toPence(line.price), 0);
  const amount = (pence / 100).toFixed(2);
  const order = path === "/orders";
  if (order) PlaceOrder.parse(body);
  const created = order
    ? { id: `ord_${key}`, total: amount }
    : { id: `ret_${key}`, refund: amount };
  const result = known ?? JSON.stringify(created);
  responses.set(`${customer} ${key}`, result);
  response.writeHead(201, known ? { "idempotency-replayed": "true" } : {}).end(result);
});
server.on("connection", () => {
  connections += 1;
});

const toPence = (price: string) => Math.round(Number(price) * 100);

async function readRequest(request: IncomingMessage) {
  const body: PlaceOrder = JSON.parse(await text(request));
  const customer = String(request.headers.authorization).replace("Bearer token of ", "");
  const key = String(request.headers["idempotency-key"]);
  return { path: request.url ?? "", customer, key, body };
}

beforeEach(async () => {
  received = [];
  responses = new Map();
  connections = 0;
  failure = () => undefined;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

function run(
  waitUntilEnded: (ids: readonly string[]) => Promise<ReadonlySet<string>> = async (ids) =>
    new Set(ids),
  signal?: AbortSignal,
  behind?: () => number,
) {
  return replay({
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    orders: plan.orders,
    returns: plan.returns,
    tokenFor: async (customerId) => `token of ${customerId}`,
    waitUntilEnded,
    output: { write: () => true },
    concurrency: 4,
    ...(signal && { signal }),
    ...(behind && { behind, stuckAfterMs: 100 }),
  });
}

test("every order is sent with its customer's token and a key derived from its invoice", async () => {
  const { orders } = await run();
  expect(orders).toHaveLength(60);
  expect(orders.map(({ outcome }) => outcome.ok && outcome.minor)).toEqual(
    orders.map(({ minor }) => minor),
  );
  expect(received.find(({ key }) => key === "invoice-536365")).toEqual({
    path: "/orders",
    customer: "cus_17850",
    key: "invoice-536365",
    total: 7,
  });
  expect(connections).toBeLessThanOrEqual(4);
});

test("returns are sent only after the orders have ended", async () => {
  let sentBefore = 0;
  const result = await run(async (ids) => {
    expect(ids).toHaveLength(60);
    sentBefore = received.length;
    return new Set(ids);
  });
  expect(sentBefore).toBe(60);
  expect(result.returns).toHaveLength(plan.returns.length);
  expect(plan.returns.length).toBeGreaterThan(0);
  const [first] = plan.returns;
  expect(received.slice(60).map(({ path }) => path)).toContain(
    `/orders/ord_invoice-${first?.invoice}/returns`,
  );
  expect(result.returns.every(({ outcome, minor }) => outcome.ok && outcome.minor === minor)).toBe(
    true,
  );
});

test("no order is sent while the system is far behind", async () => {
  const sentBefore: number[] = [];
  const behind = () => {
    if (sentBefore.length === 12) return 64;
    sentBefore.push(received.length);
    return 100 - sentBefore.length;
  };
  const { orders } = await run(undefined, undefined, behind);
  expect(orders).toHaveLength(60);
  expect(sentBefore).toEqual(Array(12).fill(0));
});

test("orders are sent when the system does not catch up", async () => {
  const { orders } = await run(undefined, undefined, () => 1_000);
  expect(orders).toHaveLength(60);
});

test("a second replay adds nothing", async () => {
  await run();
  const stored = responses.size;
  const { orders, returns } = await run();
  expect(responses.size).toBe(stored);
  expect([...orders, ...returns].every(({ outcome }) => outcome.ok && outcome.replayed)).toBe(true);
});

test("throttled requests, 503 and broken connections are retried with the same key", async () => {
  const failures = ["reset", 429, 503] as const;
  failure = (count) => (count < 6 ? failures[count % 3] : undefined);
  const { orders } = await run();
  expect(orders.every(({ outcome }) => outcome.ok)).toBe(true);
  expect(orders.reduce((sum, { retries }) => sum + retries, 0)).toBe(6);
  expect(responses.size).toBe(60 + plan.returns.length);
});

test("a refused order is in the result, and its returns are not sent", async () => {
  failure = () => 500;
  const { orders, returns, skippedReturns } = await run();
  expect(orders[0]?.outcome).toEqual({ ok: false, status: 500, detail: "Not now" });
  expect(returns).toEqual([]);
  expect(skippedReturns).toBe(plan.returns.length);
  expect(received).toHaveLength(60);
});

test("an abort ends the replay between two requests", async () => {
  const abort = new AbortController();
  failure = (count) => {
    if (count === 10) abort.abort();
    return 503;
  };
  await expect(run(undefined, abort.signal)).rejects.toThrow(/aborted/);
  expect(received.length).toBeLessThan(20);
});
