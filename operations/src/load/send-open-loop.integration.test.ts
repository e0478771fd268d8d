import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { createHttpClient } from "../access/http-client.ts";
import { sendOpenLoop } from "./send-open-loop.ts";

const { signal } = new AbortController();
const everyMs = (gapMs: number, count: number) =>
  Array.from({ length: count }, (_, index) => index * gapMs);

/** A server that answers at once, and not at all during a stop. */
async function openServer() {
  let stop: Promise<unknown> = Promise.resolve();
  let requests = 0;
  const server = createServer(async (_request, response) => {
    requests += 1;
    await stop;
    response.end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const client = createHttpClient({
    baseUrl: `http://127.0.0.1:${port}`,
    connections: 500,
    timeoutMs: 30_000,
  });
  onTestFinished(client.close);
  return {
    requests: () => requests,
    stopUntil(end: Promise<unknown>) {
      stop = end;
    },
    async send() {
      const { status } = await client.send({ method: "GET", path: "/", headers: {} });
      return { route: "GET /", outcome: status };
    },
  };
}

test("a stop of half a second makes all requests of that time slow, not one (no coordinated omission)", async () => {
  const server = await openServer();
  setTimeout(() => server.stopUntil(sleep(500)), 500);
  const { routes } = await sendOpenLoop({
    dueMs: everyMs(10, 200),
    send: server.send,
    mostOpen: 1_000,
    signal,
  });
  // 50 of 200 requests were due during the stop: a closed loop would have sent one of them.
  expect(routes).toMatchObject([{ route: "GET /", outcomes: { 200: 200 } }]);
  expect(routes[0]?.latency.p95Ms).toBeGreaterThan(200);
  expect(server.requests()).toBe(200);
});

test("what is due while too many are without an answer is counted, not sent", async () => {
  const server = await openServer();
  const { promise, resolve: answerAll } = Promise.withResolvers<void>();
  server.stopUntil(promise);
  function* dueMs() {
    yield* everyMs(1, 50);
    answerAll();
  }
  const { routes, unsent } = await sendOpenLoop({
    dueMs: dueMs(),
    send: server.send,
    mostOpen: 20,
    signal,
  });
  expect(unsent).toBe(30);
  expect(routes[0]?.outcomes).toEqual({ 200: 20 });
});

test("each second is told once, in order, with what was due, failed and was throttled in it", async () => {
  const outcomes = [200, 429, 500, "ECONNRESET"];
  let sent = 0;
  const told: number[] = [];
  const { seconds, routes } = await sendOpenLoop({
    dueMs: everyMs(600, 4),
    send: async () => ({ route: "GET /", outcome: outcomes[sent++] ?? 0 }),
    mostOpen: 10,
    onSecond: ({ second }) => told.push(second),
    signal,
  });
  expect(told).toEqual([0, 1]);
  expect(seconds).toMatchObject([
    { due: 2, throttled: 1, failed: 0 },
    { due: 2, throttled: 0, failed: 2 },
  ]);
  expect(routes[0]?.outcomes).toEqual({ 200: 1, 429: 1, 500: 1, ECONNRESET: 1 });
});
