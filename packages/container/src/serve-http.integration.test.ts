import { once } from "node:events";
import { connect } from "node:net";
import type { RoutedRequest } from "@stagecraft/lambda/http";
import type { HttpResponse } from "@stagecraft/lambda/lean-response";
import { expect, onTestFinished, test } from "vitest";
import { type HttpServerOptions, serveHttp } from "./serve-http.ts";

const done: HttpResponse = { status: 200, headers: { "x-answer": "yes" }, body: "done" };

async function serve(options: Partial<HttpServerOptions> = {}) {
  const received: RoutedRequest[] = [];
  const server = await serveHttp({
    port: 0,
    routes: [
      { method: "POST", path: "/things/{id}", scope: null },
      { method: "GET", path: "/secret", scope: "orders:read" },
    ],
    verifyToken: async () => ({ ok: false, status: 403, challenge: "Bearer" }),
    throttle: () => true,
    answer: async (request) => {
      received.push(request);
      return done;
    },
    requestTimeoutMs: 10_000,
    isReady: async () => true,
    ...options,
  });
  onTestFinished(server.stop);
  const url = `http://127.0.0.1:${server.port}`;
  const post = (path: string, body = "") => fetch(`${url}${path}`, { method: "POST", body });
  return { server, url, post, received };
}

test("a request reaches the app with its route, headers, query and body", async () => {
  const { url, received } = await serve();
  const response = await fetch(`${url}/things/a%20b?c=1%202`, {
    method: "POST",
    headers: { "X-Asked": "yes" },
    body: "Grüße",
  });
  expect(await response.text()).toBe("done");
  expect(response.headers.get("x-answer")).toBe("yes");
  expect(received).toMatchObject([
    { routeKey: "POST /things/{id}", method: "POST", path: "/things/a%20b", query: "c=1%202" },
  ]);
  expect(received[0]?.headers["x-asked"]).toBe("yes");
  expect(Buffer.from(received[0]?.body ?? []).toString()).toBe("Grüße");
});

test("what API Gateway would refuse does not reach the app", async () => {
  const { url, post, received } = await serve();
  const unknown = await fetch(`${url}/nowhere`);
  expect([unknown.status, await unknown.json()]).toEqual([404, { message: "Not Found" }]);
  const secret = await fetch(`${url}/secret`);
  expect([secret.status, await secret.json()]).toEqual([403, { message: "Forbidden" }]);
  expect(secret.headers.get("www-authenticate")).toBe("Bearer");
  const tooLong = await post("/things/1", "x".repeat(6 * 1_024 * 1_024 + 1));
  expect([tooLong.status, await tooLong.json()]).toEqual([413, { message: "Request Too Long" }]);
  const throttled = await serve({ throttle: () => false });
  const refused = await throttled.post("/things/1");
  expect([refused.status, await refused.json()]).toEqual([429, { message: "Too Many Requests" }]);
  expect(received).toEqual([]);
});

test("a body of unknown length that turns out too long is refused when it has ended, and the connection still serves", async () => {
  const { server } = await serve();
  const socket = connect(server.port, "127.0.0.1");
  onTestFinished(() => void socket.destroy());
  socket.write("POST /things/1 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
  const chunk = `100000\r\n${"x".repeat(0x100000)}\r\n`;
  for (let sent = 0; sent < 7; sent += 1) socket.write(chunk);
  socket.write("0\r\n\r\n");
  const [answer] = (await once(socket, "data")) as [Buffer];
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 413 /);
  socket.write("GET /ready HTTP/1.1\r\nHost: a\r\n\r\n");
  const [next] = (await once(socket, "data")) as [Buffer];
  expect(next.toString()).toMatch(/^HTTP\/1\.1 200 /);
});

test("an app that does not answer in time or fails is answered 503 to the caller", async () => {
  const { post } = await serve({ answer: () => new Promise(() => {}), requestTimeoutMs: 20 });
  expect((await post("/things/1")).status).toBe(503);
  const failing = await serve({ answer: () => Promise.reject(new Error("broken")) });
  expect((await failing.post("/things/1")).status).toBe(503);
});

test("a process is ready from when it could do its work, and stays so", async () => {
  let isReady = false;
  const { url } = await serve({ isReady: async () => isReady });
  expect((await fetch(`${url}/ready`)).status).toBe(503);
  isReady = true;
  expect((await fetch(`${url}/ready`)).status).toBe(200);
  isReady = false;
  expect((await fetch(`${url}/ready`)).status).toBe(200);
});

test("a stop answers what is in hand, and takes nothing more", async () => {
  const { promise: answering, resolve: answer } = Promise.withResolvers<HttpResponse>();
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  const { server, post, url } = await serve({
    answer: () => {
      begin();
      return answering;
    },
  });
  const inHand = post("/things/1");
  await begun;
  const stopped = server.stop();
  await expect(fetch(`${url}/ready`)).rejects.toThrow("fetch failed");
  answer(done);
  const response = await inHand;
  expect(await response.text()).toBe("done");
  expect(response.headers.get("connection")).toBe("close");
  await stopped;
});
