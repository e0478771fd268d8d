import { execFile } from "node:child_process";
import { createServer, type RequestListener } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Server } from "node:net";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { requestSender } from "./request-sender.ts";

/** A server on this machine that answers with `listener` until the test ends. */
async function serve(listener: RequestListener) {
  const server = createServer(listener);
  const port = await listen(server);
  onTestFinished(() => server.closeAllConnections());
  return { protocol: "http:", hostname: "127.0.0.1", port, headers: {} };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

const timeouts = { connectTimeoutMs: 1_000, requestTimeoutMs: 10_000 };

test("a request is sent with its body, and its response is read to the end", async () => {
  const server = await serve(async (request, response) => {
    const { method, url, headers } = request;
    const body = await text(request);
    response.writeHead(201, { "X-Answer": "yes" });
    response.end(JSON.stringify({ method, url, asked: headers["x-asked"], body }));
  });
  const send = requestSender(timeouts);
  const headers = { "x-asked": "yes" };
  const request = { ...server, method: "POST", path: "/a?b=1", headers, body: "Grüße" };
  const { statusCode, headers: received, body } = await send(request);
  expect(statusCode).toBe(201);
  expect(received["x-answer"]).toBe("yes");
  expect(JSON.parse(body)).toEqual({ method: "POST", url: "/a?b=1", asked: "yes", body: "Grüße" });
});

test("later requests use the same connection", async () => {
  const ports: (number | undefined)[] = [];
  const server = await serve(({ socket: { remotePort } }, response) => {
    ports.push(remotePort);
    response.end();
  });
  const send = requestSender(timeouts);
  await send({ ...server, method: "GET", path: "/" });
  await send({ ...server, method: "GET", path: "/" });
  expect(ports).toHaveLength(2);
  expect(new Set(ports).size).toBe(1);
});

test("a response that does not end in time is a TimeoutError", async () => {
  const server = await serve((_request, response) => void response.write("the beginning"));
  const send = requestSender({ ...timeouts, requestTimeoutMs: 50 });
  await expect(send({ ...server, method: "GET", path: "/" })).rejects.toMatchObject({
    name: "TimeoutError",
    message: "127.0.0.1: no response within 50 ms",
  });
});

test("a connection that the server closes is a TimeoutError, as in the AWS SDK", async () => {
  const port = await listen(createTcpServer((socket) => socket.destroy()));
  const server = { protocol: "http:", hostname: "127.0.0.1", port, headers: {} };
  const sending = requestSender(timeouts)({ ...server, method: "GET", path: "/" });
  await expect(sending).rejects.toMatchObject({ name: "TimeoutError", code: "ECONNRESET" });
});

test("neither http nor https loads undici", async () => {
  const server = await serve((_request, response) => void response.end("ok"));
  const script = `
    const { requestSender } = await import(${JSON.stringify(new URL("request-sender.ts", import.meta.url).href)});
    const send = requestSender(${JSON.stringify(timeouts)});
    const request = ${JSON.stringify({ ...server, method: "GET", path: "/" })};
    const { body } = await send(request);
    // The server does not speak TLS.
    const failed = await send({ ...request, protocol: "https:" }).catch(({ code }) => code);
    const loaded = process.moduleLoadList.filter((name) => name.includes("deps/undici"));
    console.log(JSON.stringify({ body, failed, loaded }));
    process.exit();`;
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", script]);
  expect(JSON.parse(stdout)).toEqual({ body: "ok", failed: expect.any(String), loaded: [] });
});
